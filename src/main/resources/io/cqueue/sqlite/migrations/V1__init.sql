-- What a server keeps of its queue. Times are milliseconds since 1970; the view "jobs" shows them
-- as text. Statuses: 0 QUEUED, 1 IN_PROGRESS, 2 CONCLUDED, 3 SCHEDULED, 4 BLOCKED, 5 FAILED,
-- 6 CANCELLED. Outcomes: 0 CONCLUDED, 1 FAILED, 2 LEASE_EXPIRED, 3 RELEASED, 4 CANCELLED.
-- Only the server may write here.

-- Jobs as they were when they came. A row is never changed.
create table job (
  id           integer primary key,
  queue        text    not null,
  type         text    not null,
  priority     integer not null,
  status       integer not null,
  reason       text,                 -- of one that was cancelled at once
  enqueued_at  integer not null,
  run_at       integer not null,     -- 0 for at once
  expires_at   integer,
  finished_at  integer,
  finished_as  integer not null,     -- counts jobs as they are finished
  max_attempts integer,
  lease        integer,
  unique_key   text,
  job_group    text,
  tags         text    not null,     -- key, U+001F, value; U+001E between two
  after        text    not null,     -- IDs with commas
  payload      blob                  -- JSON
);

-- What became of them, if anything did: where it differs from the job, this is what counts.
create table state (
  id            integer primary key,
  queue         text    not null,
  priority      integer not null,
  status        integer not null,
  reason        text,
  run_at        integer not null,
  expires_at    integer,
  holds_group   integer not null,    -- keeps the others of its group back
  attempt       integer not null,
  spent         integer not null,    -- attempts that count
  finished_at   integer,
  finished_as   integer not null,
  -- The present attempt or the last one.
  consumer      text,
  dequeued_at   integer,
  lease_until   integer,
  attempt_lease integer not null,    -- how long it was to last at first, 0 for without end
  ended_at      integer,
  outcome       integer,
  -- Of the last attempt that failed.
  error_message text,
  error_type    text,
  error_stack   text,
  progress      blob,                -- JSON
  result        blob                 -- JSON
);

-- Attempts before the one that is in the state.
create table attempt (
  job           integer not null,
  number        integer not null,
  consumer      text,
  dequeued_at   integer not null,
  ended_at      integer,
  outcome       integer,
  error_message text,
  error_type    text,
  primary key (job, number)
) without rowid;

-- Settings of the queues about which someone said something.
create table queue (
  name            text    primary key,
  paused          integer not null,
  lease           integer not null,
  max_attempts    integer not null,
  backoff_base    integer not null,
  backoff_cap     integer not null,
  max_depth       integer not null,
  max_in_progress integer not null,
  rate            real    not null,
  keep_concluded  integer not null,
  evenly          real    not null   -- when the next job would be due if all came evenly
) without rowid;

create table schedule (
  name         text primary key,
  cron         text not null,
  time_zone    text not null,
  overlap      text not null,
  -- The job that it adds.
  queue        text    not null,
  type         text    not null,
  priority     integer not null,
  payload      blob,
  start_in     integer,
  start_at     integer,
  end_in       integer,
  end_at       integer,
  max_attempts integer,
  lease        integer,
  unique_key   text,
  job_group    text,
  tags         text    not null,
  after        text    not null,
  -- Where it stands.
  next_at      integer,
  last_at      integer,
  last_job     integer,
  skipped      text
) without rowid;

-- Answers that are given again if the same is asked with the same idempotency key.
create table enqueue_answer (
  key         text    primary key,
  fingerprint text    not null,
  jobs        text    not null,      -- ID, colon, 1 if it was added; commas between two
  until       integer not null
) without rowid;

create table dequeue_answer (
  key   text    primary key,
  jobs  text    not null,            -- ID, colon, attempt; commas between two
  until integer not null
) without rowid;

-- What was given out last: always one row.
create table counter (
  last_id    integer not null,
  last_event integer not null
);
insert into counter values (0, 0);

-- For people.
create view jobs as
select id, queue, type, priority,
       case status when 0 then 'QUEUED' when 1 then 'IN_PROGRESS' when 2 then 'CONCLUDED' when 3 then 'SCHEDULED'
                   when 4 then 'BLOCKED' when 5 then 'FAILED' when 6 then 'CANCELLED' end as status,
       attempt, consumer, unique_key, job_group, cast(payload as text) as payload,
       strftime('%Y-%m-%dT%H:%M:%fZ', enqueued_at / 1000.0, 'unixepoch') as enqueued_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', dequeued_at / 1000.0, 'unixepoch') as dequeued_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', finished_at / 1000.0, 'unixepoch') as finished_at,
       reason, error_type, error_message
from (
  select job.id, ifnull(state.queue, job.queue) as queue, type, ifnull(state.priority, job.priority) as priority,
         ifnull(state.status, job.status) as status, ifnull(attempt, 0) as attempt, consumer, unique_key, job_group,
         payload, enqueued_at, dequeued_at, ifnull(state.finished_at, job.finished_at) as finished_at,
         ifnull(state.reason, job.reason) as reason, error_type, error_message
  from job left join state on state.id = job.id
);
