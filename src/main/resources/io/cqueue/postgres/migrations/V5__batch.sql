-- Jobs that are counted together. The ID is from the same numbers as those of jobs.
create table batch (
  id          bigint primary key,
  name        text,
  queues      text   not null,       -- of its jobs, with commas
  links       text,                  -- its callbacks, as JSON
  total       bigint not null,
  concluded   bigint not null,
  failed      bigint not null,
  cancelled   bigint not null,
  enqueued_at bigint not null,
  ended_at    bigint                 -- of one whose jobs have all ended; then nothing changes
) with (fillfactor = 70);
create index batch_ended on batch (ended_at) where ended_at is not null;
