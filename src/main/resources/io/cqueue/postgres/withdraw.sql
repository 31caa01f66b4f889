-- Of the jobs of a group that wait, only the first may be had. Waits for whoever takes another.
update job set ready = false
where queue = :queue and job_group = :job_group and finished_at is null and ready
  and id <> (select id from job
             where queue = :queue and job_group = :job_group and finished_at is null and status = 0
             order by priority desc, id limit 1)
