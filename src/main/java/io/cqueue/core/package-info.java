/**
 * What a job queue is, in plain Java: the seam {@link io.cqueue.core.JobQueue} and the records that
 * pass through it. Nothing here knows of HTTP, JSON, SQL or a clock. Start at {@code JobQueue}.
 */
@NullMarked
package io.cqueue.core;

import org.jspecify.annotations.NullMarked;
