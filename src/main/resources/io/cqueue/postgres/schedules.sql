select * from schedule where :name::text is null or name = :name::text order by name
