/**
 * The benchmark of {@code mvn -Pbench verify}: cqueue next to a bare servlet on the same container.
 * Start at {@link io.cqueue.bench.Benchmark}. See {@code docs/benchmarks.md}.
 */
@NullMarked
package io.cqueue.bench;

import org.jspecify.annotations.NullMarked;
