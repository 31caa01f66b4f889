-- Unfinished jobs that have one of these unique keys.
select job.id, job.queue, job.unique_key
from unnest(:queues::text[], :keys::text[]) as wanted (queue, key)
join job on job.queue = wanted.queue and job.unique_key = wanted.key
        and job.unique_key is not null and job.finished_at is null
