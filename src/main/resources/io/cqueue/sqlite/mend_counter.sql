-- What was recovered from a damaged file may lack its one row. No ID may be given out again.
insert into counter
select max(ifnull((select max(id) from job), 0), ifnull((select max(id) from state), 0),
           ifnull((select max(id) from batch), 0)), 0
where not exists (select * from counter)
