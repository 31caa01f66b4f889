-- IDs are given out after this one.
select setval('job_id', :last)
