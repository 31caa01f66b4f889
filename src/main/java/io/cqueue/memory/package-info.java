/**
 * The queue in this process's memory: the default. Start at {@link
 * io.cqueue.memory.MemoryJobQueue}, which holds the one lock and all the rules; the other classes
 * are its data structures and know none.
 */
@NullMarked
package io.cqueue.memory;

import org.jspecify.annotations.NullMarked;
