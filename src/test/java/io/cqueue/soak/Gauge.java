package io.cqueue.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures a server from time to time. Used by one thread. */
final class Gauge {

  /** What is measured. */
  enum What {
    /** Bytes of heap that are in use right after a full collection. */
    HEAP,
    /** Threads of Java. */
    THREADS,
    /** Open file descriptors. */
    FILES,
    /** Bytes that the process has in memory; shown, and not judged. */
    RESIDENT
  }

  private record Sample(long heap, long threads, long files, long resident) {

    long of(What what) {
      return switch (what) {
        case HEAP -> heap;
        case THREADS -> threads;
        case FILES -> files;
        case RESIDENT -> resident;
      };
    }
  }

  private final Api api;
  private final long pid;
  private final List<Sample> samples = new ArrayList<>();

  Gauge(Api api, long pid) {
    this.api = api;
    this.pid = pid;
  }

  /** Measures now. */
  void measure() throws IOException, InterruptedException {
    collectGarbage();
    String metrics = api.ask("GET", "/metrics", "").text();
    samples.add(
        new Sample(
            sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
            sum(metrics, "jvm_threads_live_threads"),
            files(),
            resident()));
  }

  private void collectGarbage() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static long sum(String metrics, String prefix) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private long files() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }

  private long resident() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  /** The median of the first third of the samples, or of the last. */
  long median(What what, boolean ofLast) {
    int third = samples.size() / 3;
    int from = ofLast ? samples.size() - third : 0;
    long[] values =
        samples.subList(from, from + third).stream().mapToLong(it -> it.of(what)).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }

  int count() {
    return samples.size();
  }

  /** All medians. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (What what : What.values()) {
      text.append(
          String.format(
              Locale.ROOT, "%s %,d to %,d; ", what, median(what, false), median(what, true)));
    }
    return text.toString();
  }
}
