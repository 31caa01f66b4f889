insert into event (at, job, queue, type, status, attempt)
values (:at, :job, :queue, :type, :status, :attempt)
