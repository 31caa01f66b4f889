delete from enqueue_answer where until <= :now
