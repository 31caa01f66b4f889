insert into batch (id, name, queues, links, total, concluded, failed, cancelled, enqueued_at, ended_at)
values (:id, :name, :queues, :links, :total, :concluded, :failed, :cancelled, :enqueued_at, :ended_at)
