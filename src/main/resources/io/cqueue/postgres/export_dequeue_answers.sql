select * from dequeue_answer where until > 0 order by until, key
