-- Where the servers that share these tables tell each other that something happened.
select 'cqueue_' || 'service'::regclass::oid as channel
