delete from attempt where job = :job and number < :first
