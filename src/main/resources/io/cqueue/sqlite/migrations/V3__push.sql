-- Where the jobs of a queue are posted; nowhere without a URL.
alter table queue add column push_url text;
alter table queue add column push_concurrency integer not null default 0;
alter table queue add column push_rate real not null default 0;
alter table queue add column push_timeout integer not null default 0;
alter table queue add column push_secret text;
