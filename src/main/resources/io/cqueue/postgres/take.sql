-- Hands out jobs of one queue. Whoever else does the same takes others. The attempt before this
-- one goes to job_attempt, of which only the last nine are kept. The consumers get one job each,
-- and the last of them gets the rest. Where jobs are found again it is by an array of their IDs:
-- the planner knows nothing of the limit, and would read the whole table instead.
with taken as materialized (
  select * from job
  where queue = :queue and ready and (:types::text[] is null or type = any(:types::text[]))
  order by priority desc, id limit :max
  for update skip locked
), in_order as (
  select array_agg(id order by priority desc, id) as ids from taken
), earlier as (
  insert into job_attempt
  select id, attempt, consumer, dequeued_at, ended_at, outcome,
         case when outcome in (1, 2) then error_message end,
         case when outcome in (1, 2) then error_type end
  from taken where dequeued_at is not null
), too_old as (
  delete from job_attempt
  where job = any(array(select id from taken where attempt > 9))
    and number <= (select attempt - 9 from taken where taken.id = job_attempt.job)
), changed as (
  update job
  set status = 1, ready = false, holds = job.job_group is not null,
      attempt = job.attempt + 1, spent = job.spent + 1,
      consumer = (:consumers::text[])[least(array_position(in_order.ids, job.id),
                                            cardinality(:consumers::text[]))],
      dequeued_at = :now, ended_at = null, outcome = null,
      attempt_lease = coalesce(:lease::bigint, job.lease, :queue_lease),
      due_at = :now + nullif(coalesce(:lease::bigint, job.lease, :queue_lease), 0)
  from in_order where job.id = any(in_order.ids)
  returning job.*
)
select * from changed order by priority desc, id
