/**
 * The console in a real browser, on a real server. Start at {@link io.cqueue.console.ConsoleIT};
 * these tests are tagged {@code browser} and run with {@code mvn -Pbrowser verify}.
 */
@NullMarked
package io.cqueue.console;

import org.jspecify.annotations.NullMarked;
