-- The queue. Times are milliseconds since 1970 by the clock of the database; the view "jobs" shows
-- them as timestamps. Statuses: 0 QUEUED, 1 IN_PROGRESS, 2 CONCLUDED, 3 SCHEDULED, 4 BLOCKED,
-- 5 FAILED, 6 CANCELLED. Outcomes: 0 CONCLUDED, 1 FAILED, 2 LEASE_EXPIRED, 3 RELEASED, 4 CANCELLED.

-- Which steps have been taken.
create table if not exists cqueue_version (
  version int         primary key,
  at      timestamptz not null default now()
);

-- IDs ascend in the order in which they are given out, on all nodes: the cache must stay 1.
create sequence job_id cache 1;

-- The order in which jobs were concluded or cancelled, so that the oldest are forgotten first.
create sequence job_done;

create table job (
  id            bigint   primary key,
  -- What the producer said.
  queue         text     collate "C" not null,
  type          text     not null,
  priority      smallint not null,
  payload       bytea,
  max_attempts  int,
  lease         bigint,
  unique_key    text     collate "C",
  job_group     text     collate "C",
  tags          text[]   not null,       -- key, U+001F, value
  after         bigint[] not null,
  enqueued_at   bigint   not null,
  run_at        bigint,
  expires_at    bigint,
  -- Where it stands.
  status        smallint not null,
  ready         boolean  not null,       -- can be had now: QUEUED, and first of its group
  holds         boolean  not null,       -- keeps the others of its group back
  due_at        bigint,                  -- when something happens to it by itself
  missing       int      not null,       -- for how many jobs it waits while BLOCKED
  awaited       boolean  not null,       -- whether jobs wait for it
  finished_at   bigint,                  -- CONCLUDED, FAILED or CANCELLED
  done          bigint,                  -- CONCLUDED or CANCELLED: from the sequence job_done
  reason        text,
  -- The present attempt or the last one.
  attempt       int      not null,
  spent         int      not null,       -- attempts that count
  consumer      text,
  dequeued_at   bigint,
  attempt_lease bigint,                  -- how long it was to last at first, 0 for without end
  ended_at      bigint,
  outcome       smallint,
  error_message text,
  error_type    text,
  error_stack   text,
  progress      bytea,
  result        bytea
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

-- Handing out: the highest priority first, the oldest first within one.
create index job_ready on job (queue, priority desc, id) where ready;
-- Delays, leases, expiry, retention: one index for all that happens by itself.
create index job_due on job (due_at, id) where due_at is not null;
create index job_done_order on job (done) where done is not null;
-- While a job with a unique key is unfinished there is no second one.
create unique index job_unique on job (queue, unique_key)
  where unique_key is not null and finished_at is null;
-- Of the jobs of one group at most one keeps the others back.
create unique index job_holder on job (queue, job_group) where holds;
create index job_in_group on job (queue, job_group, priority desc, id)
  where job_group is not null and finished_at is null;

-- Who waits for whom: as long as the one is unfinished and the other BLOCKED.
create table job_block (
  waits_for bigint not null,
  job       bigint not null references job on delete cascade,
  primary key (waits_for, job)
);
create index job_block_job on job_block (job);

-- Attempts before the one that is in the job itself.
create table job_attempt (
  job           bigint not null references job on delete cascade,
  number        int    not null,
  consumer      text,
  dequeued_at   bigint not null,
  ended_at      bigint,
  outcome       smallint,
  error_message text,
  error_type    text,
  primary key (job, number)
);

-- Settings of the queues about which someone said something.
create table queue (
  name           text    collate "C" primary key,
  paused         boolean not null,
  lease          bigint  not null,
  max_attempts   int     not null,
  backoff_base   bigint  not null,
  backoff_cap    bigint  not null,
  max_depth      bigint  not null,
  max_in_progress int    not null,
  rate           double precision not null,
  keep_concluded bigint  not null,
  evenly         double precision not null   -- when the next job would be due if all came evenly
);

-- How many jobs there are, as the changes that each transaction made: append-only, so that nobody
-- waits for anybody, and now and then summed up. "slot" counts periods of ten seconds.
create table tally (
  queue       text   collate "C" not null,
  slot        bigint not null,
  queued      bigint not null,
  in_progress bigint not null,
  concluded   bigint not null,
  scheduled   bigint not null,
  blocked     bigint not null,
  failed      bigint not null,
  cancelled   bigint not null,
  came        bigint not null,           -- enqueued in this slot
  went        bigint not null,           -- dequeued in this slot
  ended       bigint not null,           -- concluded in this slot
  unrecorded  bigint not null            -- events of which there is no row
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Changes of status, as long as somebody listens. A transaction writes them without a sequence
-- number; they get it after its commit, so that readers never see a later one before an earlier.
create table event (
  id       bigint   generated always as identity primary key,
  sequence bigint,
  at       bigint   not null,
  job      bigint   not null,
  queue    text     not null,
  type     text     not null,
  status   smallint not null,
  attempt  int      not null
);
create unique index event_sequence on event (sequence) where sequence is not null;
create index event_new on event (id) where sequence is null;

-- What is the same for all nodes: always one row.
create table service (
  draining        boolean not null,
  recording_until bigint  not null,      -- until when events are written
  latest          bigint  not null,      -- the last sequence number of an event
  unrecorded      bigint  not null,      -- how many events without a row are counted in it
  settings_version bigint not null       -- changes whenever the settings of a queue do
);
insert into service values (false, 0, 0, 0, 0);

create table enqueue_answer (
  key         text     collate "C" primary key,
  fingerprint text     not null,
  ids         bigint[] not null,
  added       boolean[] not null,
  until       bigint   not null
);
create index enqueue_answer_until on enqueue_answer (until);

create table dequeue_answer (
  key      text     collate "C" primary key,
  ids      bigint[] not null,
  attempts int[]    not null,
  until    bigint   not null
);
create index dequeue_answer_until on dequeue_answer (until);

create table schedule (
  name         text     collate "C" primary key,
  cron         text     not null,
  time_zone    text     not null,
  overlap      text     not null,
  -- The job that it adds.
  queue        text     not null,
  type         text     not null,
  priority     smallint not null,
  payload      bytea,
  start_in     bigint,
  start_at     bigint,
  end_in       bigint,
  end_at       bigint,
  max_attempts int,
  lease        bigint,
  unique_key   text,
  job_group    text,
  tags         text[]   not null,
  after        bigint[] not null,
  -- Where it stands.
  next_at      bigint,
  last_at      bigint,
  last_job     bigint,
  skipped      text
);
create index schedule_next on schedule (next_at) where next_at is not null;

-- For people.
create view jobs as
select id, queue, type, priority,
       (array['QUEUED','IN_PROGRESS','CONCLUDED','SCHEDULED','BLOCKED','FAILED','CANCELLED'])[status + 1] as status,
       attempt, consumer, unique_key, job_group,
       timestamptz 'epoch' + enqueued_at * interval '1 ms' as enqueued_at,
       timestamptz 'epoch' + due_at * interval '1 ms'      as due_at,
       timestamptz 'epoch' + dequeued_at * interval '1 ms' as dequeued_at,
       timestamptz 'epoch' + finished_at * interval '1 ms' as finished_at,
       reason, error_type, error_message
from job;
