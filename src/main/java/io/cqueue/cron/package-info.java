/**
 * Understands cron expressions, through a library: {@link io.cqueue.cron.CronCalendar} is all there
 * is.
 */
@NullMarked
package io.cqueue.cron;

import org.jspecify.annotations.NullMarked;
