-- Of a job that is plain there is nothing more to read than what insert_plain_job writes.
select job.*,
       state.id is null and job.status = 0 and job.run_at = 0 and job.expires_at is null
         and max_attempts is null and lease is null and unique_key is null and job_group is null
         and tags = '' and after = '' and trace is null and links is null as plain,
       state.id is not null as has_state, state.queue as queue_now, state.priority as priority_now,
       state.status as status_now, state.reason as reason_now, state.run_at as run_at_now,
       state.expires_at as expires_at_now, state.finished_at as finished_at_now,
       state.finished_as as finished_as_now,
       holds_group, attempt, spent, consumer, dequeued_at, lease_until, attempt_lease, ended_at, outcome,
       error_message, error_type, error_stack, progress, result
from job left join state on state.id = job.id
order by job.id
