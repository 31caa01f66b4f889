/**
 * A client for Java, and a worker on top of it: start at {@link io.cqueue.client.CqueueClient} and
 * {@link io.cqueue.client.Worker}. It speaks HTTP like any other client and knows nothing of the
 * server's inside, so it is also built as a JAR of its own (classifier {@code client}), which needs
 * the JDK and jackson-core and nothing else.
 */
@NullMarked
package io.cqueue.client;

import org.jspecify.annotations.NullMarked;
