insert into job
  (id, queue, type, priority, status, reason, enqueued_at, run_at, expires_at, finished_at, finished_as,
   max_attempts, lease, unique_key, job_group, tags, after, trace, links, payload)
values
  (:id, :queue, :type, :priority, :status, :reason, :enqueued_at, :run_at, :expires_at, :finished_at, :finished_as,
   :max_attempts, :lease, :unique_key, :job_group, :tags, :after, :trace, :links, :payload)
