/**
 * A model of a job queue that is slow, single-threaded and plain to see through, and a test that
 * leads it and a real queue through the same random steps and compares all that can be seen. Start
 * at {@code ReferenceQueue}.
 */
@NullMarked
package io.cqueue.model;

import org.jspecify.annotations.NullMarked;
