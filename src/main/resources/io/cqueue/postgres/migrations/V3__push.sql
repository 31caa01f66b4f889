-- Where the jobs of a queue are posted; nowhere without a URL.
alter table queue add column push_url text;
alter table queue add column push_concurrency int not null default 0;
alter table queue add column push_rate double precision not null default 0;
alter table queue add column push_timeout bigint not null default 0;
alter table queue add column push_secret text;
