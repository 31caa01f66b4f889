/** Checks that the documentation is true. */
@NullMarked
package io.cqueue.docs;

import org.jspecify.annotations.NullMarked;
