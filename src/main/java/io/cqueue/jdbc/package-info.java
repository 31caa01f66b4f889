/**
 * What the stores that keep jobs in a database have in common: statements from resource files,
 * which a person who looks after the database can read ({@link io.cqueue.jdbc.Sql}), their
 * parameters and rows by name, and how values look in the tables ({@link io.cqueue.jdbc.Packed}).
 */
@NullMarked
package io.cqueue.jdbc;

import org.jspecify.annotations.NullMarked;
