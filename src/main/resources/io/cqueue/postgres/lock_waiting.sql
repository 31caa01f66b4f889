-- Jobs of a queue that wait, the last first: so none is cancelled with one that it waits for.
select * from job
where queue = :queue and id < :before and status in (0, 3, 4)
order by id desc limit :max for update
