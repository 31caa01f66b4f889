select * from job
where queue = :queue and id > :after and status = 5
order by id limit :max for update
