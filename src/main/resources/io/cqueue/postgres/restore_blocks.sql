-- Who waits for whom, of all jobs.
insert into job_block (waits_for, job)
select other.id, job.id
from job
cross join lateral unnest(job.after) as named(id)
join job other on other.id = named.id
where job.status = 4 and other.finished_at is null
