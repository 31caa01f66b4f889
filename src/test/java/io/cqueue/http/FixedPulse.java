package io.cqueue.http;

import java.time.Duration;

/** A state in which a real one is hard to get. */
record FixedPulse(boolean isAlive, Duration sinceLast) implements Pulse {}
