-- Lets every server see that settings have changed.
update service set settings_version = settings_version + 1
