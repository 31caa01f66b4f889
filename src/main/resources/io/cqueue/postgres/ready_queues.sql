-- Which of these queues have a job that can be had now.
select name from unnest(:queues::text[]) as name
where exists (select from job where queue = name and ready)
