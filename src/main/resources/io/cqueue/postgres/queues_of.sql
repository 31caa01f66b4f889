-- Where jobs are.
select id, queue from job where id = any(:ids)
