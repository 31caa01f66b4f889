insert into tally
select * from unnest(:queue::text[], :slot::bigint[], :queued::bigint[], :in_progress::bigint[],
                     :concluded::bigint[], :scheduled::bigint[], :blocked::bigint[],
                     :failed::bigint[], :cancelled::bigint[], :came::bigint[], :went::bigint[],
                     :ended::bigint[], :unrecorded::bigint[])
