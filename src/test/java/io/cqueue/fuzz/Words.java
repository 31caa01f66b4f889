package io.cqueue.fuzz;

import java.util.List;
import java.util.Map;

/** What a trial says: for each kind of value some that are good, at their limits, and wrong. */
final class Words {

  /** Longer than anything may be. */
  private static final String LONG = "n".repeat(129);

  private static final List<String> QUEUES =
      List.of(
          "default",
          "a",
          "b",
          "q.1",
          "A:b-c_d",
          "",
          "-a",
          "a b",
          "ü",
          "..",
          LONG,
          LONG.substring(1));

  private static final List<String> TYPES =
      List.of("TIME_CRITICAL", "x", "y", "Ünï €😀", "", " ", "\u0000", "a,b", LONG, "\ud800");

  private static final List<String> SECONDS =
      List.of(
          "0",
          "1",
          "0.5",
          "20",
          "60",
          "0.001",
          "300",
          "86400",
          "-0",
          "-1",
          "0.0001",
          "1e2",
          "1E400",
          "316224000",
          "316224001",
          "2592000",
          "2592001",
          "1e-400",
          "00",
          "NaN",
          "Infinity",
          "\"5\"",
          "9223372036854775807",
          "9223372036854775.807",
          "60.0000000001");

  private static final List<String> INTEGERS =
      List.of(
          "1",
          "2",
          "0",
          "3",
          "9",
          "10",
          "100",
          "1000",
          "1001",
          "1000000",
          "1000001",
          "-1",
          "2147483647",
          "2147483648",
          "4294967297",
          "9223372036854775807",
          "9223372036854775808",
          "1.0",
          "1e1",
          "-9223372036854775808",
          "01",
          "123456789012345678901234567890");

  private static final List<String> TIMES =
      List.of(
          "2026-01-01T00:00:01Z",
          "2026-01-01T01:00:00+01:00",
          "2026-01-02T00:00:00.123456789Z",
          "2026-02-30T00:00:00Z",
          "2035-12-31T23:59:60Z",
          "1970-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "2026-01-01",
          "now",
          "");

  private static final List<String> CRONS =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "0 0 1 1 *",
          "@hourly",
          "@reboot",
          "0 0 30 2 *",
          "0 0 29 2 *",
          "60 * * * *",
          "* * * * * *",
          "a b c d e",
          "1-0 * * * *",
          "*/0 * * * *",
          "L * * * *",
          "* * L * *",
          "0 0 * * 7",
          "0 0 * * MON#5",
          "",
          "1,2,3-9/2 0-23 1W * ?",
          "* * * *",
          "99999999999 * * * *",
          "0 0 31 4,6,9,11 *");

  private static final List<String> ZONES =
      List.of(
          "UTC", "Europe/Paris", "America/New_York", "+14:00", "Z", "Mars/Olympus", "", "GMT+25");

  private static final List<String> STATUSES =
      List.of("QUEUED", "IN_PROGRESS", "FAILED", "CANCELLED", "SCHEDULED", "queued", "", "NONE");

  private static final List<String> KEYS = List.of("k1", "k2", "k 3", "", "ü", "n".repeat(257));

  /** Values of JSON, where any will do. */
  static final List<String> ANY =
      List.of(
          "null",
          "1",
          "\"x\"",
          "{}",
          "[]",
          "true",
          "{\"a\":[1,{\"b\":null}]}",
          "1.0e+0010",
          "-0.0",
          "123456789012345678901234567890.10",
          "\"\\u0000\\ud83d\\ude00\\ud800\"",
          "[[[[]]]]",
          "{\"a\":1,\"a\":2}",
          "{\"\":0}",
          " [ 1 , 2 ] ",
          "1E400",
          "\"",
          "nul",
          "{\"a\":}",
          "[1,]",
          "'a'",
          "{",
          "]",
          "//",
          "\ufeff1",
          "1 2");

  /** How to say a thing of each kind, in quotes where JSON has them. */
  private static final Map<String, List<String>> BY_KIND =
      Map.ofEntries(
          Map.entry("queue", QUEUES),
          Map.entry("type", TYPES),
          Map.entry("time", TIMES),
          Map.entry("cron", CRONS),
          Map.entry("zone", ZONES),
          Map.entry("status", STATUSES),
          Map.entry("key", KEYS),
          Map.entry("url", List.of("http://127.0.0.1:1/?c", "x", "http://[", "file:///a", "")),
          Map.entry("overlap", List.of("skip", "allow", "SKIP", "")),
          Map.entry("seconds", SECONDS),
          Map.entry("integer", INTEGERS),
          Map.entry("flag", List.of("true", "false", "0", "\"true\"")),
          Map.entry("any", ANY));

  /** What a request line, a header or a body can have in it that is not what anyone expects. */
  static final List<String> ODD =
      List.of(
          "%",
          "%2",
          "%zz",
          "%00",
          "%2F",
          "%2e%2e",
          "%C3%28",
          "+",
          "//",
          "/..",
          "/.",
          ";a=b",
          "?",
          "#",
          "\u0000",
          "\u00ff",
          " ",
          "\t",
          "\\",
          "\"",
          "<",
          "{",
          "%25",
          ",",
          "&",
          "=",
          "%0d%0a",
          "*",
          "\ud83d\ude00",
          "n".repeat(9000));

  private Words() {}

  /** One of a kind; the first third of the list is what is usual, and comes more often. */
  static String of(String kind, Input input) {
    List<String> all = BY_KIND.getOrDefault(kind, ANY);
    return all.get(input.onceIn(12) ? input.below(all.size()) : input.below((all.size() + 2) / 3));
  }

  /** Whether JSON has quotes around things of this kind. */
  static boolean isText(String kind) {
    return !List.of("seconds", "integer", "flag", "any").contains(kind);
  }
}
