-- Gives the events that have been committed since the last time the numbers that follow.
with gap as (
  select coalesce(sum(unrecorded), 0) as total from tally
), fresh as (
  select id, row_number() over (order by id) as n from event where sequence is null
), numbered as (
  update event
  set sequence = service.latest + gap.total - service.unrecorded + fresh.n
  from fresh, gap, service
  where event.id = fresh.id
)
update service
set latest = service.latest + gap.total - service.unrecorded + (select count(*) from fresh),
    unrecorded = gap.total
from gap
returning service.latest
