update job set awaited = true where id = any(:ids) and not awaited
