update job set missing = (select count(*) from job_block where job_block.job = job.id)
where status = 4
