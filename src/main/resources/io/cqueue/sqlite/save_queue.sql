insert or replace into queue
  (name, paused, lease, max_attempts, backoff_base, backoff_cap, max_depth, max_in_progress, rate, keep_concluded,
   evenly)
values
  (:name, :paused, :lease, :max_attempts, :backoff_base, :backoff_cap, :max_depth, :max_in_progress, :rate,
   :keep_concluded, :evenly)
