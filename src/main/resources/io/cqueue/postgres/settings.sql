-- The settings of all queues that have some.
select * from queue order by name
