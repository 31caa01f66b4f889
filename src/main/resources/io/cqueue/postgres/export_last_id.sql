select case when is_called then last_value else 0 end as last_id from job_id
