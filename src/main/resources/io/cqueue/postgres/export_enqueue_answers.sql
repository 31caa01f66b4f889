select * from enqueue_answer order by until, key
