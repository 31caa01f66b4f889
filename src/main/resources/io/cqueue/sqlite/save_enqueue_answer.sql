insert or replace into enqueue_answer (key, fingerprint, jobs, until) values (:key, :fingerprint, :jobs, :until)
