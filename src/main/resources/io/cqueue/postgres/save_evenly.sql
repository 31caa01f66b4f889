update queue set evenly = :evenly where name = :name
