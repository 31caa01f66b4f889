package io.cqueue.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, listening on a port that the system chose. What it prints says
 * when it is ready, and where. It ends with {@link #close} or else with this process. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a server in Java and waits until it is ready.
   *
   * @param directory where it runs
   * @param arguments those of {@code java}
   * @param ready found in the line by which the server says that it is ready
   */
  static ServerProcess java(Path directory, List<String> arguments, Pattern ready) {
    return java(directory, Map.of(), arguments, ready);
  }

  /** The same with these variables of the environment besides those of this process. */
  static ServerProcess java(
      Path directory, Map<String, String> environment, List<String> arguments, Pattern ready) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      Process process = builder.directory(directory.toFile()).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      ServerProcess server = new ServerProcess(process);
      Thread reader = new Thread(() -> server.read(ready), "log of " + process.pid());
      reader.setDaemon(true);
      reader.start();
      server.readyLine();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Pattern wanted) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          ready.complete(matcher);
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
    ready.completeExceptionally(new IOException("the server ended"));
  }

  /** The match by which the server said that it is ready. */
  Matcher readyLine() {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      close();
      throw new IllegalStateException(String.join("\n", log()), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Every line that the server has printed until now. */
  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** Ends the server as a crash would ({@code kill -9}), and waits until it has. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks the server to end, as an operator would, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
