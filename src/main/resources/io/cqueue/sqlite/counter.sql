select * from counter
