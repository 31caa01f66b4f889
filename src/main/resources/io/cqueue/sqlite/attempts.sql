select * from attempt order by job, number
