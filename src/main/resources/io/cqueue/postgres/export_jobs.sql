select * from job order by id
