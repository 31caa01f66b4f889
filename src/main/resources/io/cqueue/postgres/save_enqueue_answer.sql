update enqueue_answer set ids = :ids, added = :added where key = :key
