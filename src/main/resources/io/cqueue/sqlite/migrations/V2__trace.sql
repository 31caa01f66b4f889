-- Of what larger whole a job is a part: its traceparent and, after a blank, its tracestate.
alter table job add column trace text;
alter table schedule add column trace text;
