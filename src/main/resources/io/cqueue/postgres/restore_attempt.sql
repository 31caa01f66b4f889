insert into job_attempt (job, number, consumer, dequeued_at, ended_at, outcome, error_message, error_type)
values (:job, :number, :consumer, :dequeued_at, :ended_at, :outcome, :error_message, :error_type)
