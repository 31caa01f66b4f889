update counter set last_id = last_id
