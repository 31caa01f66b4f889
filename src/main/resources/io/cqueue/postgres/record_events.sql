-- Events are written for some time from now on.
update service set recording_until = :until where recording_until < :until
