/**
 * The queue over HTTP, by Jersey: one resource class per path, and what turns requests into calls
 * of {@link io.cqueue.core.JobQueue} and results into answers. Start at {@link
 * io.cqueue.http.RestApi}, which lists all of it.
 */
@NullMarked
package io.cqueue.http;

import org.jspecify.annotations.NullMarked;
