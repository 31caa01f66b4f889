/**
 * Does jobs by running a command for each, as {@code cqueue work} does. Start at {@link
 * io.cqueue.work.CommandHandler}. It is a client like any other, on top of {@link
 * io.cqueue.client.Worker}.
 */
@NullMarked
package io.cqueue.work;

import org.jspecify.annotations.NullMarked;
