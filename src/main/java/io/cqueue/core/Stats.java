package io.cqueue.core;

import java.time.Duration;

/**
 * How many jobs there are, kept as they change rather than counted. Immutable.
 *
 * @param queued jobs waiting for a consumer
 * @param inProgress jobs that a consumer has
 * @param concluded jobs that are done
 * @param uptime since the queue was opened
 */
public record Stats(long queued, long inProgress, long concluded, Duration uptime) {}
