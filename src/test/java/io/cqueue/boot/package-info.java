/** The built WAR, started as its users start it. */
@NullMarked
package io.cqueue.boot;

import org.jspecify.annotations.NullMarked;
