select pg_try_advisory_xact_lock(7316004712) as locked
