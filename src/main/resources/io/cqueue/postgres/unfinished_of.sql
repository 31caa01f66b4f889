-- Which of these jobs are unfinished still.
select id from job where id = any(:ids) and finished_at is null
