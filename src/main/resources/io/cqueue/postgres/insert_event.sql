insert into event (at, job, queue, type, status, attempt)
select * from unnest(:at::bigint[], :job::bigint[], :queue::text[], :type::text[], :status::int[],
                     :attempt::int[])
