package io.cqueue.boot;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file system of the image, laid out by the script that the Dockerfile runs. Programs start in
 * it as a container would start them: it is all that they see, they have no rights, and nothing can
 * be executed from {@code /tmp}. It takes root. Not thread-safe.
 */
final class Image {

  private static final String USER = "10001:10001";
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private final Path root;
  private final String dockerfile;

  private Image(Path root) throws IOException {
    this.root = root;
    this.dockerfile = Files.readString(Path.of("Dockerfile"));
  }

  /** Lays one out below a directory. */
  static Image layOut(Path directory) throws Exception {
    Path app = Files.createDirectory(directory.resolve("app"));
    Path root = directory.resolve("root");
    String war = Path.of("target", "cqueue.war").toAbsolutePath().toString();
    run(app, JAVA_HOME.resolve("bin/jar").toString(), "-xf", war);
    run(Path.of(""), "sh", "src/image/layout.sh", app.toString(), root.toString());
    Image image = new Image(root);
    image.mount();
    return image;
  }

  /** What a container has besides. */
  private void mount() throws Exception {
    Path proc = Files.createDirectory(root.resolve("proc"));
    run(root, "mount", "-t", "proc", "proc", proc.toString());
    run(root, "mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", root.resolve("tmp").toString());
    Path dev = Files.createDirectory(root.resolve("dev"));
    run(dev, "mknod", "-m", "666", "null", "c", "1", "3");
    run(dev, "mknod", "-m", "666", "random", "c", "1", "8");
    run(dev, "mknod", "-m", "666", "urandom", "c", "1", "9");
  }

  Path root() {
    return root;
  }

  /** Starts what the image is for. */
  Process start(Map<String, String> environment) throws IOException {
    return start(words("ENTRYPOINT"), environment);
  }

  /** Asks as the image does whether the server is well, and gives the exit code. */
  int health(Map<String, String> environment) throws IOException, InterruptedException {
    Process process = start(words("    CMD"), environment);
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  /** What comes after a word in the Dockerfile. */
  private List<String> words(String before) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + before + " (\\[.*])$").matcher(dockerfile);
    if (!line.find()) {
      throw new IOException("there is no " + before);
    }
    return Arrays.asList(new ObjectMapper().readValue(line.group(1), String[].class));
  }

  private Process start(List<String> words, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of("chroot", "--userspec=" + USER));
    command.add(root.toString());
    command.add("/opt/java/bin/" + words.get(0));
    command.addAll(words.subList(1, words.size()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  /** Takes away what {@link #mount} has put there. */
  void unmount() throws Exception {
    run(root, "umount", root.resolve("tmp").toString());
    run(root, "umount", root.resolve("proc").toString());
  }

  private static void run(Path directory, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", JAVA_HOME.resolve("bin") + ":", (old, own) -> own + old);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
