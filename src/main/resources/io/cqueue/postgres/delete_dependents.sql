delete from job_block where waits_for = any(:ids)
