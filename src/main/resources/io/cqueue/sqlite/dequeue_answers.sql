select * from dequeue_answer order by until
