-- This statement and those that follow in the transaction take as long as they take.
set local statement_timeout = 0
