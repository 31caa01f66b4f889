/**
 * Puts the parts together and starts them: {@link io.cqueue.boot.Wiring} has every {@code new} of
 * an object that lives as long as the server, {@link io.cqueue.boot.WebAppListener} is where a
 * servlet container comes in. The only package that reads the system's clock.
 */
@NullMarked
package io.cqueue.boot;

import org.jspecify.annotations.NullMarked;
