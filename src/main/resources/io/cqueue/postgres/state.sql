-- What every transaction wants to know first.
select coalesce(:now::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint) as now,
       service.draining,
       service.recording_until,
       service.settings_version,
       (select min(due_at) from job where due_at is not null) as due_at,
       (select min(next_at) from schedule where next_at is not null) as schedule_at
from service
