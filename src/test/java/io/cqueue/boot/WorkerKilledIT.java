package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Json;
import io.cqueue.client.NewJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cqueue work} is killed at random moments. Every job is done, and only those are begun more
 * than once whose lease ran out.
 */
@Timeout(300)
class WorkerKilledIT {

  private static final int JOBS = Integer.getInteger("worker.jobs", 1000);
  private static final int KILLS = Integer.getInteger("worker.kills", 8);
  private static final int CONCURRENCY = 4;

  @TempDir private Path directory = Path.of("");

  @Test
  void noJobIsLostAndOnlyThoseRunTwiceWhoseLeaseRanOut() throws Exception {
    try (RunningWar server = RunningWar.start(directory, "--port", "0")) {
      String url = "http://127.0.0.1:" + server.port();
      CqueueClient client = CqueueClient.to(URI.create(url));
      // A lease that runs out makes room for the next attempt; nobody else takes attempts.
      List<Long> ids = client.enqueue(Collections.nCopies(JOBS, NewJob.of("A")));
      int kills = workAndKill(client, url);

      Map<Long, Set<Integer>> begun = begun();
      int again = 0;
      for (long id : ids) {
        Set<Integer> attempts = begun.getOrDefault(id, Set.of());
        assertTrue(!attempts.isEmpty(), "job " + id + " is lost");
        assertEquals(attempts, entitled(client, id, attempts), "job " + id);
        again += attempts.size() - 1;
      }
      assertTrue(again <= kills * CONCURRENCY, again + " jobs were begun again");
      System.out.println(
          JOBS + " jobs, " + kills + " workers killed, " + again + " attempts begun again");
    }
  }

  /** Workers one after the other; each but the last is killed after it has done some jobs. */
  private int workAndKill(CqueueClient client, String url) throws Exception {
    Random random = new Random();
    int kills = 0;
    while (kills < KILLS && concluded(client) < JOBS) {
      try (RunningWar worker = work(url)) {
        long until = concluded(client) + 1 + random.nextInt(JOBS / KILLS);
        while (concluded(client) < Math.min(until, JOBS)) {
          Thread.onSpinWait();
        }
        worker.kill();
        kills++;
      }
    }
    try (RunningWar worker = work(url)) {
      while (concluded(client) < JOBS) {
        Thread.onSpinWait();
      }
      worker.terminate();
      assertEquals(0, worker.exitCode());
    }
    return kills;
  }

  private RunningWar work(String url) throws IOException {
    return RunningWar.start(
        directory,
        "work",
        "--url=" + url,
        "--lease=1",
        "--concurrency=" + CONCURRENCY,
        "--",
        "sh",
        "-c",
        "echo $CQUEUE_JOB_ID $CQUEUE_ATTEMPT >> begun");
  }

  private static long concluded(CqueueClient client) throws Exception {
    Json counts = client.call("GET", "/jobs/stats", null);
    return Long.parseLong(String.valueOf(counts.fields().get("Concluded")));
  }

  /** The attempts of each job, as the commands themselves have noted them. */
  private Map<Long, Set<Integer>> begun() throws IOException {
    Map<Long, Set<Integer>> begun = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("begun"))) {
      String[] words = line.split(" ", 2);
      Set<Integer> attempts =
          begun.computeIfAbsent(Long.parseLong(words[0]), any -> new TreeSet<>());
      if (!attempts.add(Integer.parseInt(words[1]))) {
        twice.add(line);
      }
    }
    assertEquals(List.of(), twice, "attempts that were begun twice");
    return begun;
  }

  /** Those of the attempts that were the last, or whose lease ran out. */
  private static Set<Integer> entitled(CqueueClient client, long id, Set<Integer> attempts)
      throws Exception {
    Set<Integer> entitled = new TreeSet<>();
    Json all = client.get(id).orElseThrow().field("Attempts");
    for (Json each : all == null ? List.<Json>of() : all.elements()) {
      Map<String, Json> fields = each.fields();
      String outcome = String.valueOf(fields.get("Outcome"));
      int number = Integer.parseInt(String.valueOf(fields.get("Attempt")));
      boolean right = outcome.equals("\"CONCLUDED\"") || outcome.equals("\"LEASE_EXPIRED\"");
      if (right && attempts.contains(number)) {
        entitled.add(number);
      }
    }
    return entitled;
  }
}
