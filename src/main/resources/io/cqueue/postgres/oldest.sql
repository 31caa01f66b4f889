-- When the oldest job that can be had now was enqueued: the first of each priority by ID.
select min(first.enqueued_at) as enqueued_at
from generate_series(0, 9) as level,
     lateral (select enqueued_at from job
              where queue = :queue and ready and priority = level order by id limit 1) as first
