update counter set last_id = :last_id, last_event = :last_event
