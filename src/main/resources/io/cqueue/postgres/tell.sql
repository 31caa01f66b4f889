-- Something happened at this server. In a transaction of its own: while one that notifies commits,
-- all others wait.
select pg_notify('cqueue_' || 'service'::regclass::oid, :server)
