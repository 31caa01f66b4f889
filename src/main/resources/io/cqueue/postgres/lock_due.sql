-- Jobs to which something is to happen by itself, but for those that another node is busy with.
select * from job where due_at <= :until order by due_at, id limit :max for update skip locked
