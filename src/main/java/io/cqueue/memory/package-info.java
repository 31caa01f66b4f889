/**
 * The queue in this process's memory. Start at {@link io.cqueue.memory.MemoryJobQueue}, which holds
 * the one lock and says which class has which rules; {@code Life} makes every change of status. No
 * other class here locks.
 */
@NullMarked
package io.cqueue.memory;

import org.jspecify.annotations.NullMarked;
