/**
 * What Prometheus gets to see. Start at {@link io.cqueue.metrics.Metrics}; {@link
 * io.cqueue.metrics.JobCollector} has the names of all that is about jobs.
 */
@NullMarked
package io.cqueue.metrics;

import org.jspecify.annotations.NullMarked;
