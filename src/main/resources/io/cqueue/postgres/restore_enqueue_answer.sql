insert into enqueue_answer values (:key, :fingerprint, :ids, :added, :until)
