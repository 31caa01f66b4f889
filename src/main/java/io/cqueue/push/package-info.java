/**
 * Posts jobs to where their queues say, for users who have no consumer that asks for them. It is a
 * consumer itself, and does with a queue only what others do. Start reading at {@link
 * io.cqueue.push.PushDispatcher}, then {@link io.cqueue.push.Delivery}.
 */
@NullMarked
package io.cqueue.push;

import org.jspecify.annotations.NullMarked;
