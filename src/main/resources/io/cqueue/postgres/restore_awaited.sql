update job set awaited = true where id in (select waits_for from job_block)
