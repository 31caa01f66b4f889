-- How many jobs there are of each status, and what came, went and ended lately, in queues.
select queue,
       sum(queued)::bigint as queued, sum(in_progress)::bigint as in_progress,
       sum(concluded)::bigint as concluded, sum(scheduled)::bigint as scheduled,
       sum(blocked)::bigint as blocked, sum(failed)::bigint as failed,
       sum(cancelled)::bigint as cancelled,
       coalesce(sum(came) filter (where slot = :slot), 0)::bigint as came,
       coalesce(sum(went) filter (where slot = :slot), 0)::bigint as went,
       coalesce(sum(ended) filter (where slot = :slot), 0)::bigint as ended,
       coalesce(sum(came) filter (where slot = :slot - 1), 0)::bigint as came_before,
       coalesce(sum(went) filter (where slot = :slot - 1), 0)::bigint as went_before,
       coalesce(sum(ended) filter (where slot = :slot - 1), 0)::bigint as ended_before
from tally
where :queues::text[] is null or queue = any(:queues::text[])
group by queue
