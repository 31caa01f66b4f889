-- Jobs that are counted together. The ID is from the same numbers as those of jobs.
create table batch (
  id          integer primary key,
  name        text,
  queues      text    not null,      -- of its jobs, with commas
  links       text,                  -- its callbacks, as JSON
  total       integer not null,
  concluded   integer not null,
  failed      integer not null,
  cancelled   integer not null,
  enqueued_at integer not null,
  ended_at    integer                -- of one whose jobs have all ended; then nothing changes
);
