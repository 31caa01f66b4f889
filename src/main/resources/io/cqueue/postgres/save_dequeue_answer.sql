update dequeue_answer set ids = :ids, attempts = :attempts, until = :until where key = :key
