select sequence, at, job, queue, type, status, attempt from event
where sequence > :after order by sequence limit :max
