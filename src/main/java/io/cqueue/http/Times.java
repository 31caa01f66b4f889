package io.cqueue.http;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes times as RFC 3339 in UTC with milliseconds: what a formatter does, several times as fast,
 * for the three or four that nearly every answer has.
 */
final class Times {

  private static final long DAY = 86_400_000;

  private Times() {}

  static String text(Instant time) {
    long millis = time.toEpochMilli();
    int ofDay = (int) Math.floorMod(millis, DAY);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
    StringBuilder text = new StringBuilder(24).append(date).append('T');
    digits(text, ofDay / 3_600_000, 2).append(':');
    digits(text, ofDay / 60_000 % 60, 2).append(':');
    digits(text, ofDay / 1000 % 60, 2).append('.');
    return digits(text, ofDay % 1000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int value, int count) {
    for (int unit = count == 3 ? 100 : 10; unit > 0; unit /= 10) {
      text.append((char) ('0' + value / unit % 10));
    }
    return text;
  }
}
