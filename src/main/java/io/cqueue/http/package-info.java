/**
 * The queue over HTTP: one Jersey resource for each part of the interface, servlets for events and
 * for the files of the console, and what turns requests into calls of {@link
 * io.cqueue.core.JobQueue} and results into answers. Start at {@link io.cqueue.http.RestApi}, which
 * lists the resources.
 */
@NullMarked
package io.cqueue.http;

import org.jspecify.annotations.NullMarked;
