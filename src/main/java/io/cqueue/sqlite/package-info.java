/**
 * The change log of the queue in memory, in a file of SQLite: with it a server's jobs outlive its
 * process. Start at {@link io.cqueue.sqlite.SqliteLog}, which many callers share one commit of;
 * {@code ChangeWriter} and {@code ChangeReader} say what stands where in the tables, which {@code
 * migrations/V1__init.sql} describes.
 */
@NullMarked
package io.cqueue.sqlite;

import org.jspecify.annotations.NullMarked;
