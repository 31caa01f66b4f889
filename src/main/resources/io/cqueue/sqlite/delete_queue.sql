delete from queue where name = :name
