insert into job_block (waits_for, job) values (:waits_for, :job)
