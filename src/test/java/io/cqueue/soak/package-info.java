/**
 * A server under mixed load for a long time: does it stay as it was in its first minutes, and is
 * every job accounted for? Start at {@code Soak}.
 */
@NullMarked
package io.cqueue.soak;

import org.jspecify.annotations.NullMarked;
