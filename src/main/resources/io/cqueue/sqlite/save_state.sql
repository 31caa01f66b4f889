insert or replace into state
  (id, queue, priority, status, reason, run_at, expires_at, holds_group, attempt, spent, finished_at, finished_as,
   consumer, dequeued_at, lease_until, attempt_lease, ended_at, outcome,
   error_message, error_type, error_stack, progress, result)
values
  (:id, :queue, :priority, :status, :reason, :run_at, :expires_at, :holds_group, :attempt, :spent, :finished_at, :finished_as,
   :consumer, :dequeued_at, :lease_until, :attempt_lease, :ended_at, :outcome,
   :error_message, :error_type, :error_stack, :progress, :result)
