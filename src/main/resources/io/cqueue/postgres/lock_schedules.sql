select * from schedule where next_at <= :now order by next_at, name limit 100
for update skip locked
