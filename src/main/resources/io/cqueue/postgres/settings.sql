select * from queue where :names::text[] is null or name = any(:names::text[]) order by name
