select * from schedule where name = :name for update
