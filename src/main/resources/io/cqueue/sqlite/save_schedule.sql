insert or replace into schedule
  (name, cron, time_zone, overlap, queue, type, priority, payload, start_in, start_at, end_in, end_at,
   max_attempts, lease, unique_key, job_group, tags, after, trace, links, next_at, last_at, last_job, skipped)
values
  (:name, :cron, :time_zone, :overlap, :queue, :type, :priority, :payload, :start_in, :start_at, :end_in, :end_at,
   :max_attempts, :lease, :unique_key, :job_group, :tags, :after, :trace, :links, :next_at, :last_at, :last_job, :skipped)
