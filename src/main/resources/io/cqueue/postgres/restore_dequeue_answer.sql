insert into dequeue_answer values (:key, :ids, :attempts, :until)
