delete from batch where ended_at <= :until
