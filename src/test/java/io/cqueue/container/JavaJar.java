package io.cqueue.container;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The WAR alone, started with {@code java -jar}. */
public final class JavaJar implements AutoCloseable {

  /** In the line that says where it listens. */
  private static final Pattern READY = Pattern.compile("(http://[\\w.\\[\\]:-]+:\\d+(/\\w+)*)");

  private final ServerProcess process;

  private JavaJar(ServerProcess process) {
    this.process = process;
  }

  /** Starts one in a directory, with these options of {@code java} besides the usual ones. */
  public static JavaJar start(Path directory, String... options) {
    return start(0, directory, Map.of(), options);
  }

  /** Starts one that listens on this port. */
  public static JavaJar startAt(int port, Path directory, String... options) {
    return start(port, directory, Map.of(), options);
  }

  /** Starts one with these variables of the environment besides its own. */
  public static JavaJar start(Path directory, Map<String, String> environment, String... options) {
    return start(0, directory, environment, options);
  }

  private static JavaJar start(
      int port, Path directory, Map<String, String> environment, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    String war = Dist.war().toString();
    arguments.addAll(List.of("-jar", war, "--port", String.valueOf(port)));
    return new JavaJar(ServerProcess.java(directory, environment, arguments, READY));
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(process.readyLine().group(1));
  }

  ServerProcess process() {
    return process;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Every line that it has printed until now. */
  public List<String> log() {
    return process.log();
  }

  /** Ends it as a crash would ({@code kill -9}), and waits until it has. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
