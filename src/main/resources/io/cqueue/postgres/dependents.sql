-- Who waits for these jobs.
select waits_for, job from job_block where waits_for = any(:ids) order by job
