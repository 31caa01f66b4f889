select * from queue
