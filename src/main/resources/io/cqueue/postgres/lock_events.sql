-- Whoever gives events their numbers does so alone.
select latest, unrecorded from service for update
