-- The same for one more name, but without waiting: out of order that could be for ever.
select pg_try_advisory_xact_lock(7316, (hashtextextended(:name::text, 0) & 1023)::int) as locked
