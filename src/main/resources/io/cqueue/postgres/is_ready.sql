-- Whether a queue has a job that can be had now, or that someone is just about to take.
select exists (
  select from job
  where queue = :queue and ready and (:types::text[] is null or type = any(:types::text[]))
) as ready
