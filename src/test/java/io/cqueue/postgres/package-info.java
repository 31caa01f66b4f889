/** Tests of the queue in PostgreSQL, on a real one. */
@NullMarked
package io.cqueue.postgres;

import org.jspecify.annotations.NullMarked;
