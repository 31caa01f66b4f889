select * from schedule order by name
