/** Tests of work by commands, which take {@code sh} and what any Unix has. */
@NullMarked
package io.cqueue.work;

import org.jspecify.annotations.NullMarked;
