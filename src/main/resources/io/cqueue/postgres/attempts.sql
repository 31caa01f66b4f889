select * from job_attempt where job = :id order by number desc limit 9
