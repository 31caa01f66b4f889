update job
set queue = :queue, priority = :priority, run_at = :run_at, expires_at = :expires_at,
    status = :status, ready = :ready, holds = :holds, due_at = :due_at, missing = :missing,
    finished_at = :finished_at,
    done = case when :is_done then coalesce(done, nextval('job_done')) end,
    reason = :reason, spent = :spent, consumer = :consumer, ended_at = :ended_at,
    outcome = :outcome, error_message = :error_message, error_type = :error_type,
    error_stack = :error_stack, progress = :progress, result = :result
where id = :id
