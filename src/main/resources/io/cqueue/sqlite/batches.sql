select * from batch order by id
