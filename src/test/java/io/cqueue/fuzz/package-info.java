/**
 * Throws requests of all kinds at a server, good, bad and broken, and looks at whatever comes back.
 * {@code HttpFuzzer} is what a fuzzer calls; start at {@code Trial}.
 */
@NullMarked
package io.cqueue.fuzz;

import org.jspecify.annotations.NullMarked;
