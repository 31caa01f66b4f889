-- The jobs that new ones are to come after, locked so that none of them ends meanwhile.
select id, status from job where id = any(:ids) order by id for update
