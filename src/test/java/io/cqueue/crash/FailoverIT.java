package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.container.JavaJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the primary under load, after which the synchronous standby takes over. */
@Timeout(600)
final class FailoverIT {

  private static final int SOME = 300;
  private static final Pattern CONCLUDED = Pattern.compile("\"Concluded\":(\\d+)");

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void nothingThatWasAnsweredIsLostOrUndone() throws Exception {
    CrashTrial trial = new CrashTrial();
    try (PostgresPair pair = new PostgresPair(directory);
        JavaJar server = start(pair)) {
      trial.through(
          server.uri(),
          () -> {
            awaitConclusions(server.uri(), SOME);
            pair.killPrimary();
            pair.promote();
            awaitConclusions(server.uri(), 2 * SOME);
            return pair;
          });
    }
    System.out.printf(
        "failover: %s; nothing lost or undone; longest pause %d ms%n",
        trial.summary(), trial.longestPause().toMillis());
  }

  private JavaJar start(PostgresPair pair) {
    return JavaJar.start(
        directory,
        "-Dcqueue.store=postgres",
        "-Dcqueue.database-url=" + pair.url(),
        "-Dcqueue.max-finished=1000000");
  }

  /** Until so many jobs are concluded. */
  private void awaitConclusions(URI server, long count) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/jobs/stats")).build();
    long concluded = 0;
    while (concluded < count) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        Matcher matcher = CONCLUDED.matcher(answer.body());
        assertTrue(matcher.find(), answer.body());
        concluded = Long.parseLong(matcher.group(1));
      }
      Thread.onSpinWait();
    }
  }
}
