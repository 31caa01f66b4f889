insert into queue values (:name, :paused, :lease, :max_attempts, :backoff_base, :backoff_cap,
                          :max_depth, :max_in_progress, :rate, :keep_concluded, 0,
                          :push_url, :push_concurrency, :push_rate, :push_timeout, :push_secret)
on conflict (name) do update
set paused = excluded.paused, lease = excluded.lease, max_attempts = excluded.max_attempts,
    backoff_base = excluded.backoff_base, backoff_cap = excluded.backoff_cap,
    max_depth = excluded.max_depth, max_in_progress = excluded.max_in_progress,
    -- A new rate counts at once, whatever the old one has spent.
    evenly = case when queue.rate = excluded.rate and queue.push_rate = excluded.push_rate
                  then queue.evenly else 0 end,
    rate = excluded.rate, keep_concluded = excluded.keep_concluded,
    push_url = excluded.push_url, push_concurrency = excluded.push_concurrency,
    push_rate = excluded.push_rate, push_timeout = excluded.push_timeout,
    push_secret = excluded.push_secret
