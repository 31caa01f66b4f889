-- Jobs that have changed, all of them locked: of each parameter there is an array, with a value for
-- each job. They are found by their IDs alone; the numbers of those that are done are drawn in the
-- order of the arrays.
update job
set queue = new.queue, priority = new.priority, run_at = new.run_at, expires_at = new.expires_at,
    status = new.status, ready = new.ready, holds = new.holds, due_at = new.due_at,
    missing = new.missing, finished_at = new.finished_at,
    done = case when new.is_done then coalesce(job.done, new.number) end,
    reason = new.reason, spent = new.spent, consumer = new.consumer, ended_at = new.ended_at,
    outcome = new.outcome, error_message = new.error_message, error_type = new.error_type,
    error_stack = new.error_stack, progress = new.progress, result = new.result
from (select *, case when is_done then nextval('job_done') end as number
      from unnest(:id::bigint[], :queue::text[], :priority::int[], :run_at::bigint[],
                  :expires_at::bigint[], :status::int[], :ready::boolean[], :holds::boolean[],
                  :due_at::bigint[], :missing::int[], :finished_at::bigint[], :is_done::boolean[],
                  :reason::text[], :spent::int[], :consumer::text[], :ended_at::bigint[],
                  :outcome::int[], :error_message::text[], :error_type::text[],
                  :error_stack::text[], :progress::bytea[], :result::bytea[])
        as each (id, queue, priority, run_at, expires_at, status, ready, holds, due_at, missing,
                 finished_at, is_done, reason, spent, consumer, ended_at, outcome, error_message,
                 error_type, error_stack, progress, result)) as new
where job.id = new.id and job.id = any(:id::bigint[])
