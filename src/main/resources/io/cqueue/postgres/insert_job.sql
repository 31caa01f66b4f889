-- New jobs: of each parameter there is an array, with a value for each job.
insert into job (id, queue, type, priority, payload, max_attempts, lease, unique_key, job_group,
                 tags, after, trace, links, enqueued_at, run_at, expires_at, status, ready, holds, due_at,
                 missing, awaited, finished_at, done, reason, attempt, spent)
select id, queue, type, priority, payload, max_attempts, lease, unique_key, job_group,
       string_to_array(tags, chr(30)), string_to_array(after, ',')::bigint[], trace,
       links, enqueued_at, run_at, expires_at, status, ready, false, due_at,
       missing, false, finished_at, case when is_done then nextval('job_done') end, reason, 0, 0
from unnest(:id::bigint[], :queue::text[], :type::text[], :priority::int[], :payload::bytea[],
            :max_attempts::int[], :lease::bigint[], :unique_key::text[], :job_group::text[],
            :tags::text[], :after::text[], :trace::text[], :links::text[],
            :enqueued_at::bigint[],
            :run_at::bigint[], :expires_at::bigint[], :status::int[], :ready::boolean[],
            :due_at::bigint[], :missing::int[], :finished_at::bigint[], :is_done::boolean[],
            :reason::text[])
  as new (id, queue, type, priority, payload, max_attempts, lease, unique_key, job_group,
          tags, after, trace, links, enqueued_at, run_at, expires_at, status, ready, due_at,
          missing, finished_at, is_done, reason)
