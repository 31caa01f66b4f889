select fingerprint, ids, added from enqueue_answer where key = :key
