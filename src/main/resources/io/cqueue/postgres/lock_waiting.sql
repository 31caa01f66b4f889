-- Jobs of a queue that wait, those with the greatest IDs first, so that none is cancelled with one
-- that it waits for; but locked in the order of their IDs, as everywhere.
select * from job
where id = any(array(select id from job
             where queue = :queue and id < :before and status in (0, 3, 4)
             order by id desc limit :max))
order by id for update
