delete from dequeue_answer where until <= :now
