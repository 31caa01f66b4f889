package io.cqueue.docs;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The two programs of {@code docs/clients} in one language.
 *
 * @param language what its page calls it
 * @param build what makes programs of them, where that has to be done; {@code %s} is which one
 * @param run what starts one of them, likewise
 */
record Recipe(String language, List<String> build, List<String> run) {

  private static final Path SOURCES = Path.of("docs", "clients");

  /** Building takes a while on a machine that is busy. */
  private static final int MINUTES_TO_BUILD = 5;

  /** All that can be run where the tests are. */
  static Stream<Recipe> all() {
    return Stream.of(
        script("bash", "bash", "sh"),
        script("Python", "python3", "py"),
        script("Node", "node", "mjs"),
        script("PHP", "php", "php"),
        script("Ruby", "ruby", "rb"),
        new Recipe("Go", List.of("go", "build", "-o", "%s", "%s.go"), List.of("./%s")),
        new Recipe("Rust", List.of("cargo", "build", "--bin", "%s"), List.of("./target/debug/%s")));
  }

  private static Recipe script(String language, String interpreter, String suffix) {
    return new Recipe(language, List.of(), List.of(interpreter, "%s." + suffix));
  }

  /** Puts the programs into a directory, ready to be started there. */
  void prepare(Path directory) throws IOException, InterruptedException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(source, directory.resolve(source.getFileName()));
      }
    }
    for (String program : build.isEmpty() ? List.<String>of() : List.of("worker", "producer")) {
      Process process =
          builder(directory, named(build, program), "build-" + program)
              .redirectErrorStream(true)
              .start();
      boolean ended = process.waitFor(MINUTES_TO_BUILD, TimeUnit.MINUTES);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(Files.readString(directory.resolve("build-" + program)));
      }
    }
  }

  /** Starts one of the programs, which writes what it says to this file of the directory. */
  Process start(Path directory, URI server, String program, String output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(named(run, program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = builder(directory, command, output);
    builder.environment().put("CQUEUE_URL", server.toString());
    builder.environment().put("CQUEUE_LEASE", "1");
    return builder.redirectErrorStream(true).start();
  }

  private static ProcessBuilder builder(Path directory, List<String> command, String output) {
    File file = directory.resolve(output).toFile();
    return new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(file);
  }

  private static List<String> named(List<String> words, String program) {
    return words.stream().map(word -> word.replace("%s", program)).toList();
  }

  @Override
  public String toString() {
    return language;
  }
}
