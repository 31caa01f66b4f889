-- Takes an idempotency key, unless it stands for an answer still. Waits for whoever has it.
insert into enqueue_answer values (:key, :fingerprint, '{}', '{}', :until)
on conflict (key) do update
set fingerprint = excluded.fingerprint, ids = '{}', added = '{}', until = excluded.until
where enqueue_answer.until <= :now
returning key
