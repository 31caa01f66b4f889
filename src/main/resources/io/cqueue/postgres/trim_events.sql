delete from event where sequence <= :upto
