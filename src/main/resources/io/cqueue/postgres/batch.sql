select * from batch where id = :id
