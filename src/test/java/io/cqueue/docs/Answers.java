package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a page says that a command prints with what it does print. */
final class Answers {

  /** What differs from run to run: times, how long something took, and what is counted from it. */
  private static final Map<String, String> VARYING =
      Map.of(
          "\"UptimeMillis\":\\d+", "\"UptimeMillis\":0",
          "\"OldestAge\":[0-9.]+", "\"OldestAge\":0",
          "\"Rates\":\\{[^}]*}", "\"Rates\":{}",
          "(?m)^id: \\d+", "id: 0",
          // In every problem, and of interest in none of the pages but one.
          ",\"instance\":\"[^\"]*\"", "",
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME");

  /** Stands in the pages for what is left out of a line. */
  private static final String LEFT_OUT = "…";

  private Answers() {}

  static void assertPrints(String page, String printed, String command) {
    String pattern =
        Stream.of(masked(page).split(LEFT_OUT, -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*?"));
    if (!masked(printed).matches(pattern)) {
      assertEquals(masked(page), masked(printed), command);
    }
  }

  private static String masked(String answer) {
    String masked = answer;
    for (Map.Entry<String, String> varying : VARYING.entrySet()) {
      masked = masked.replaceAll(varying.getKey(), varying.getValue());
    }
    return masked;
  }
}
