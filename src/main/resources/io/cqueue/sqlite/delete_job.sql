delete from job where id = :id
