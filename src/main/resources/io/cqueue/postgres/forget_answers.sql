with old as (delete from enqueue_answer where until <= :now)
delete from dequeue_answer where until <= :now
