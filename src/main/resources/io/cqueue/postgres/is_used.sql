-- Whether there ever was a job, or is a schedule.
select (select is_called from job_id) or exists (select from job)
       or exists (select from schedule) as used
