-- Sums the changes up: one row for each queue and slot that still matters.
with old as (delete from tally returning *),
     sums as (
  select queue, case when slot >= :slot - 1 then slot else 0 end as slot,
         sum(queued) as queued, sum(in_progress) as in_progress, sum(concluded) as concluded,
         sum(scheduled) as scheduled, sum(blocked) as blocked, sum(failed) as failed,
         sum(cancelled) as cancelled,
         sum(came) as came, sum(went) as went, sum(ended) as ended, sum(unrecorded) as unrecorded
  from old group by 1, 2)
insert into tally select * from sums
where slot <> 0 or queued <> 0 or in_progress <> 0 or concluded <> 0 or scheduled <> 0
   or blocked <> 0 or failed <> 0 or cancelled <> 0 or unrecorded <> 0
