-- One page: of the next so many jobs by ID, those that fit. "seen" is the last that was looked at
-- if there may be more after it.
with page as materialized (
  select * from job
  where id > :after and (:queue::text is null or queue = :queue::text)
  order by id limit :scan
)
select page.*,
       (select case when count(*) = :scan then max(id) end from page) as seen
from page
where (:statuses::int[] is null or status = any(:statuses::int[]))
  and (:types::text[] is null or type = any(:types::text[]))
  and tags @> :tags::text[]
  -- What is inside of a string there has its quotes escaped.
  and (:batch::bigint is null or links ~ ('"Batch":' || :batch::bigint || '[,}]'))
order by id limit :max
