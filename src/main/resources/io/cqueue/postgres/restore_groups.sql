-- Of each group the first job that waits may be had, unless one holds the group.
update job set ready = true
where id in (select distinct on (queue, job_group) id from job
             where job_group is not null and finished_at is null and status = 0
             order by queue, job_group, priority desc, id)
  and not exists (select from job holder
                  where holder.queue = job.queue and holder.job_group = job.job_group
                    and holder.holds)
