/**
 * Servers that are killed under load, again and again, while clients keep a ledger of every answer.
 * Start at {@link io.cqueue.crash.CrashTrial}.
 */
@NullMarked
package io.cqueue.crash;

import org.jspecify.annotations.NullMarked;
