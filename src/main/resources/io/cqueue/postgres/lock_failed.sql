select * from job
where id = any(array(select id from job
             where queue = :queue and id > :after and status = 5
             order by id limit :max))
order by id for update
