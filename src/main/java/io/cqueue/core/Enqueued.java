package io.cqueue.core;

/**
 * What came of asking for a job. Immutable.
 *
 * @param id the job's ID
 * @param added false if an unfinished job with the same unique key was there already, and this is
 *     that one's ID
 */
public record Enqueued(long id, boolean added) {}
