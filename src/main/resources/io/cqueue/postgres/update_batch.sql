-- So many more of its jobs have ended, and with the last of them the batch. Then nothing changes.
update batch
set concluded = concluded + :concluded, failed = failed + :failed, cancelled = cancelled + :cancelled,
    ended_at = case when concluded + failed + cancelled
                         + :concluded + :failed + :cancelled = total
               then :now::bigint end
where id = :id and ended_at is null
returning *
