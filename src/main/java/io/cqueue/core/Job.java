package io.cqueue.core;

import org.jspecify.annotations.Nullable;

/**
 * A job as it stood at one moment. Immutable.
 *
 * @param id from 1, ascending, never given twice in the life of a store
 * @param type the producer's label
 * @param status where it stands
 * @param consumer who has it or had it last, if that consumer said who it is
 */
public record Job(long id, String type, JobStatus status, @Nullable String consumer) {}
