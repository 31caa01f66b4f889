delete from attempt where job = :id
