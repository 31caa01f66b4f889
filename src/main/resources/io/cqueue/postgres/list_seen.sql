-- The last job of a page on which none fits, if there may be more after it.
select case when count(*) = :scan then max(id) end as seen
from (select id from job
      where id > :after and (:queue::text is null or queue = :queue::text)
      order by id limit :scan) as page
