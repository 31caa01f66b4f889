select exists (select from job where id = :id and finished_at is null) as unfinished
