-- What is done in a queue is kept for another time than before.
update job set due_at = finished_at + :keep where queue = :queue and done is not null
