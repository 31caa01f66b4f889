-- A job as another store had it. What is done sorts before all that is done here, oldest first.
insert into job (id, queue, type, priority, payload, max_attempts, lease, unique_key, job_group,
                 tags, after, trace, links, enqueued_at, run_at, expires_at, status, ready, holds, due_at,
                 missing, awaited, finished_at, done, reason, attempt, spent, consumer, dequeued_at,
                 attempt_lease, ended_at, outcome, error_message, error_type, error_stack,
                 progress, result)
values (:id, :queue, :type, :priority, :payload, :max_attempts, :lease, :unique_key, :job_group,
        string_to_array(:tags, chr(30)), string_to_array(:after, ',')::bigint[], :trace, :links,
        :enqueued_at, :run_at, :expires_at, :status, :ready, :holds, :due_at,
        :missing, false, :finished_at, case when :is_done then :finished_at - 1000000000000000 end,
        :reason, :attempt, :spent, :consumer, :dequeued_at,
        :attempt_lease, :ended_at, :outcome, :error_message, :error_type, :error_stack,
        :progress, :result)
