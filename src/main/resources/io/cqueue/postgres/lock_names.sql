-- Takes locks on names, always in the same order, until the end of the transaction. Names share
-- 1024 locks, so that a batch with many names does not use up the server's lock table.
select pg_advisory_xact_lock(7316, bucket)
from (select distinct (hashtextextended(name, 0) & 1023)::int as bucket
      from unnest(:names::text[]) as name
      order by 1) as buckets
