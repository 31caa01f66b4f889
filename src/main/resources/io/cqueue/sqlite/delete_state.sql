delete from state where id = :id
