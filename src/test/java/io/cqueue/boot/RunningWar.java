package io.cqueue.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The built WAR as a process of its own. Closing it kills what still runs. */
final class RunningWar implements AutoCloseable {

  private static final Path WAR = Path.of("target", "cqueue.war").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String LISTENS = "cqueue listens on http://127.0.0.1:";

  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private RunningWar(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.err = process.errorReader();
  }

  /** Starts one that has this directory for its temporary files. */
  static RunningWar start(Path temporary, String... args) throws IOException {
    String tmp = "-Djava.io.tmpdir=" + temporary;
    return start(List.of(tmp, "-jar", WAR.toString()), temporary, args);
  }

  /** Starts one from a directory where the WAR has been unpacked. */
  static RunningWar startUnpacked(Path home, Path temporary, String... args) throws IOException {
    String tmp = "-Djava.io.tmpdir=" + temporary;
    List<String> java = List.of(tmp, "-cp", home.toString(), "io.cqueue.boot.Launcher");
    return start(java, temporary, args);
  }

  private static RunningWar start(List<String> java, Path directory, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(java);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("CQUEUE_.*|J.*_OPTIONS"));
    return new RunningWar(builder.start());
  }

  /** Waits for the line that says where it listens, and takes the port from it. */
  int port() throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(LISTENS)) {
      throw new AssertionError("not the line expected: " + line + "\n" + restOfErr());
    }
    return Integer.parseInt(line.substring(LISTENS.length()).replaceFirst("/.*", ""));
  }

  /** Waits until the log says this. */
  void awaitLog(String text) throws IOException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("the log never said " + text);
  }

  /** Sends SIGTERM. Other than the process, its handle leaves the streams open. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Ends it as {@code kill -9} does, and waits until it has. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  String restOfOut() {
    return out.lines().collect(Collectors.joining("\n"));
  }

  String restOfErr() {
    return err.lines().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
