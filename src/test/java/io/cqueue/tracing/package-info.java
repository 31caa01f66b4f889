/** Tests of what OpenTelemetry is told. */
@NullMarked
package io.cqueue.tracing;

import org.jspecify.annotations.NullMarked;
