select * from job where done is not null order by done limit :max for update skip locked
