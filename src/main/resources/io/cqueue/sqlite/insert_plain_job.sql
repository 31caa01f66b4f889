-- Most new jobs are like this, and every value that has to be handed over takes its time.
insert into job
  (id, queue, type, priority, status, enqueued_at, run_at, finished_as, tags, after, payload)
values
  (:id, :queue, :type, :priority, 0, :enqueued_at, 0, 0, '', '', :payload)
