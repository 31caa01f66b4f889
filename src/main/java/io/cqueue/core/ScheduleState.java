package io.cqueue.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule at one moment. Immutable.
 *
 * @param schedule what it is
 * @param next when it adds a job next; null if never
 * @param lastAt when it last added a job; null if it has not
 * @param lastJob the job that it last added; null if it has not
 * @param skipped why it added none the last time, or null if it did
 */
public record ScheduleState(
    Schedule schedule,
    @Nullable Instant next,
    @Nullable Instant lastAt,
    @Nullable Long lastJob,
    @Nullable String skipped) {}
