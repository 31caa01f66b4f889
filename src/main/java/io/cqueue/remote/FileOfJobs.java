package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.CqueueException;
import io.cqueue.client.Json;
import io.cqueue.client.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the jobs of a file in batches, each under a key of its own that follows from the key of the
 * whole: so what is repeated with the same key is added once. Used by one thread.
 */
final class FileOfJobs {

  /** Leads to a job of the batch. */
  private static final Pattern ITEM = Pattern.compile("^\\[(\\d+)]\\.?");

  private final CqueueClient client;
  private final OutputOptions output;
  private final String key;
  private final int most;

  private final List<String> batch = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private int batches;
  private long added;
  private long first;
  private long last;

  FileOfJobs(CqueueClient client, OutputOptions output, String key, int most) {
    this.client = client;
    this.output = output;
    this.key = key;
    this.most = most;
  }

  int enqueue(String file) throws IOException, InterruptedException {
    long size = file.equals("-") ? 0 : Files.size(Path.of(file));
    try (JobLines all = JobLines.open(file)) {
      for (String line = all.next(); line != null; line = all.next()) {
        batch.add(line);
        lines.add(all.number());
        if (batch.size() >= most) {
          send();
          show(all.bytes(), size);
        }
      }
      send();
    } catch (IOException | CqueueException e) {
      endOfLine();
      output.say(added + " jobs are added; to go on: the same with --key " + key);
      throw e;
    }
    endOfLine();
    Map<String, Object> sum =
        added == 0
            ? Map.of("Enqueued", added)
            : Map.of("Enqueued", added, "FirstID", first, "LastID", last);
    output.object(Json.of(new TreeMap<>(sum)));
    return 0;
  }

  private void send() throws IOException, InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    Json jobs = new Json("[" + String.join(",", batch) + "]");
    List<Long> ids = sendWhenThereIsRoom(jobs, key + "-" + batches++);
    first = added == 0 ? ids.get(0) : first;
    last = ids.get(ids.size() - 1);
    added += ids.size();
    batch.clear();
    lines.clear();
  }

  private List<Long> sendWhenThereIsRoom(Json jobs, String batchKey)
      throws IOException, InterruptedException {
    while (true) {
      try {
        return client.enqueueAll(jobs, batchKey);
      } catch (CqueueException e) {
        int status = e.problem().status();
        if (status != 429 && status != 503) {
          throw new CqueueException(located(e.problem()));
        }
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Says which line of the file is wrong, instead of which item of the request. */
  private Problem located(Problem problem) {
    String field = problem.field();
    Matcher item = ITEM.matcher(field == null ? "" : field);
    if (!item.find() || Integer.parseInt(item.group(1)) >= lines.size()) {
      String where = "lines " + lines.get(0) + " to " + lines.get(lines.size() - 1) + ": ";
      return new Problem(problem.status(), problem.type(), where + problem.detail(), field);
    }
    String detail =
        "line "
            + lines.get(Integer.parseInt(item.group(1)))
            + ": "
            + ITEM.matcher(problem.detail()).replaceFirst("");
    return new Problem(problem.status(), problem.type(), detail, field);
  }

  private void show(long read, long of) {
    if (!output.isJson()) {
      String part = of == 0 ? "" : " (" + Math.min(100, read * 100 / of) + " %)";
      System.err.print("\r" + added + " jobs" + part + "\u001b[K");
      System.err.flush();
    }
  }

  private void endOfLine() {
    if (!output.isJson() && batches > 0) {
      System.err.print("\r\u001b[K");
    }
  }
}
