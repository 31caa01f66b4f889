/** Tests of what Prometheus gets to see. */
@NullMarked
package io.cqueue.push;

import org.jspecify.annotations.NullMarked;
