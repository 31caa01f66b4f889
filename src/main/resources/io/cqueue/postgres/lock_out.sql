-- Every transaction begins by reading this table: those that have begun come to their end first,
-- and no other begins.
lock table service in access exclusive mode
