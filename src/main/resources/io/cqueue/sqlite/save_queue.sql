insert or replace into queue
  (name, paused, lease, max_attempts, backoff_base, backoff_cap, max_depth, max_in_progress, rate, keep_concluded,
   evenly, push_url, push_concurrency, push_rate, push_timeout, push_secret)
values
  (:name, :paused, :lease, :max_attempts, :backoff_base, :backoff_cap, :max_depth, :max_in_progress, :rate,
   :keep_concluded, :evenly, :push_url, :push_concurrency, :push_rate, :push_timeout, :push_secret)
