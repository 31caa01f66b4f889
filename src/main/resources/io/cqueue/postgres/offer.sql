-- The first job of a group that waits may be had, unless one holds the group.
update job set ready = true
where id = (select id from job
            where queue = :queue and job_group = :job_group and finished_at is null and status = 0
            order by priority desc, id limit 1)
  and not ready
  and not exists (select from job
                  where queue = :queue and job_group = :job_group and holds)
