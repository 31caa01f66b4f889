insert into tally
values (:queue, :slot, :queued, :in_progress, :concluded, :scheduled, :blocked, :failed,
        :cancelled, :came, :went, :ended, :unrecorded)
