/**
 * Understands cron expressions, through a library that nothing else here knows: {@link
 * io.cqueue.cron.CronCalendar} is all there is.
 */
@NullMarked
package io.cqueue.cron;

import org.jspecify.annotations.NullMarked;
