-- Locks a consumer's idempotency key, and says what was answered under it.
insert into dequeue_answer values (:key, '{}', '{}', 0)
on conflict (key) do update set key = excluded.key
returning ids, attempts, until
