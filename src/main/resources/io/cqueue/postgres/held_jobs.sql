select job.* from unnest(:ids::bigint[], :attempts::int[]) with ordinality as held (id, attempt, place)
join job on job.id = held.id and job.attempt = held.attempt
where job.status = 1
order by held.place
