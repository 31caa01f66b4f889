delete from job_block where job = any(:ids)
