-- Locks jobs in the order of their IDs. By ID alone: naming the status leads the planner astray.
select * from job where id = any(:ids) order by id for update
