package io.cqueue.client;

import java.util.List;

/**
 * What comes back when jobs are settled and others dequeued in one request. Immutable.
 *
 * @param settled in the order in which it was asked
 * @param jobs the next ones
 */
public record Exchange(List<Settled> settled, List<Job> jobs) {}
