-- How a job hangs together with others, as JSON: its callbacks, and the job whose end added it.
alter table job add column links text;
alter table schedule add column links text;
