package io.cqueue.core;

/**
 * A copy of all that a store keeps. Immutable.
 *
 * @param file where it is, from the directory of the store on
 * @param bytes how long it is
 */
public record Backup(String file, long bytes) {}
