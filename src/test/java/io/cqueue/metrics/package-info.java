/** Tests of what Prometheus gets to see. */
@NullMarked
package io.cqueue.metrics;

import org.jspecify.annotations.NullMarked;
