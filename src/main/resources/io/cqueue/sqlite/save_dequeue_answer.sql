insert or replace into dequeue_answer (key, jobs, until) values (:key, :jobs, :until)
