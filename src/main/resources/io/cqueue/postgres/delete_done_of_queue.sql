delete from job where queue = :queue and done is not null returning status
