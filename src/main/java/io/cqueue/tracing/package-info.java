/**
 * Tells OpenTelemetry what happens to jobs, if it is there to be told. Start reading at {@link
 * io.cqueue.tracing.TracedJobQueue}.
 */
@NullMarked
package io.cqueue.tracing;

import org.jspecify.annotations.NullMarked;
