insert into job (id, queue, type, priority, payload, max_attempts, lease, unique_key, job_group,
                 tags, after, trace, links, enqueued_at, run_at, expires_at, status, ready, holds, due_at,
                 missing, awaited, finished_at, done, reason, attempt, spent)
values (:id, :queue, :type, :priority, :payload, :max_attempts, :lease, :unique_key, :job_group,
        string_to_array(:tags, chr(30)), string_to_array(:after, ',')::bigint[], :trace, :links,
        :enqueued_at, :run_at, :expires_at, :status, :ready, false, :due_at,
        :missing, false, :finished_at, case when :is_done then nextval('job_done') end, :reason,
        0, 0)
