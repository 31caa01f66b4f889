package io.cqueue.http;

/**
 * How much the body of a request may have. Immutable.
 *
 * @param bytes how long it may be
 * @param depth how deep objects and arrays may be in each other
 * @param digits how many characters a number may have
 */
public record BodyLimits(int bytes, int depth, int digits) {}
