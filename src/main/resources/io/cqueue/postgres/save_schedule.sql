insert into schedule values (:name, :cron, :time_zone, :overlap, :queue, :type, :priority, :payload,
    :start_in, :start_at, :end_in, :end_at, :max_attempts, :lease, :unique_key, :job_group,
    string_to_array(:tags, chr(30)), string_to_array(:after, ',')::bigint[],
    :next_at, :last_at, :last_job, :skipped, :trace, :links)
on conflict (name) do update
set cron = excluded.cron, time_zone = excluded.time_zone, overlap = excluded.overlap,
    queue = excluded.queue, type = excluded.type, priority = excluded.priority,
    payload = excluded.payload, start_in = excluded.start_in, start_at = excluded.start_at,
    end_in = excluded.end_in, end_at = excluded.end_at, max_attempts = excluded.max_attempts,
    lease = excluded.lease, unique_key = excluded.unique_key, job_group = excluded.job_group,
    tags = excluded.tags, after = excluded.after, next_at = excluded.next_at,
    last_at = excluded.last_at, last_job = excluded.last_job, skipped = excluded.skipped,
    trace = excluded.trace, links = excluded.links
