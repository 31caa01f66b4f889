package io.cqueue.memory;

/**
 * How much a queue in memory may keep. Immutable.
 *
 * @param bytes about how many bytes of heap jobs may take
 * @param maxFinished how many jobs that are done are kept at most, whatever their queues say
 */
public record MemoryLimits(long bytes, int maxFinished) {}
