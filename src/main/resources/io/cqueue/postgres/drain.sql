update service set draining = :draining
