insert into job_block (waits_for, job) select * from unnest(:waits_for::bigint[], :job::bigint[])
