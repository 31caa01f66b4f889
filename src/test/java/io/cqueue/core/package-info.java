/** The contract of every job queue, by topic, and tests of the records that pass through it. */
@NullMarked
package io.cqueue.core;

import org.jspecify.annotations.NullMarked;
