/** Tests of the queue in memory: the contract, a model of it, and its parts. */
@NullMarked
package io.cqueue.memory;

import org.jspecify.annotations.NullMarked;
