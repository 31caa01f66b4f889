-- Forgets what has been done in a queue for so long.
delete from job where queue = :queue and done is not null and finished_at + :keep <= :now
returning status
