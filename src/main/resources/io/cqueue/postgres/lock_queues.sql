select * from queue where name = any(:names) order by name for update
