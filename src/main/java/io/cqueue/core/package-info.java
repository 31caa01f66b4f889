/**
 * What a job queue is, in plain Java: the seam {@link io.cqueue.core.JobQueue}, the records that
 * pass through it, and the rules that every store shares ({@link io.cqueue.core.Move}, {@link
 * io.cqueue.core.Limits}, {@link io.cqueue.core.RetryPolicy}). Nothing here knows of HTTP, JSON,
 * SQL or a clock. Start at {@code JobQueue}.
 */
@NullMarked
package io.cqueue.core;

import org.jspecify.annotations.NullMarked;
