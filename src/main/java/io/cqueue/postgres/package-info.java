/**
 * The queue in PostgreSQL, which any number of servers share. Start at {@link
 * io.cqueue.postgres.PostgresJobQueue}; the statements are in resource files beside the classes,
 * the tables in {@code migrations}.
 *
 * <p>Each call is one transaction: lock the jobs, decide in Java, write what changed. {@link
 * io.cqueue.postgres.Transaction} says what keeps transactions of many servers from harming each
 * other.
 */
@NullMarked
package io.cqueue.postgres;

import org.jspecify.annotations.NullMarked;
