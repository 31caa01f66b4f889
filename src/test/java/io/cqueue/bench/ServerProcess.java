package io.cqueue.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a Java process of its own, so that each has its own JIT and heap. */
final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final URI target;

  private ServerProcess(Process process, URI target) {
    this.process = process;
    this.target = target;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param arguments of {@code java}
   * @param log where its output goes
   */
  static ServerProcess start(List<String> arguments, int port, Path log) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    ProcessBuilder builder = new ProcessBuilder(java);
    builder.command().addAll(arguments);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServerProcess server = new ServerProcess(process, URI.create("http://127.0.0.1:" + port + "/"));
    long start = System.nanoTime();
    while (!server.answers()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        server.close();
        throw new IOException("A server did not start, see " + log);
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return server;
  }

  URI target() {
    return target;
  }

  /** The processor time that it has used so far, JIT and garbage collection included. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Tomcat listens long before the web application is there. */
  private boolean answers() {
    try {
      HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
