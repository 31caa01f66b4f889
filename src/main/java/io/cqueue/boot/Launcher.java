package io.cqueue.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * What {@code java -jar cqueue.war} starts. Java finds no classes inside a WAR and no JARs inside a
 * JAR, so this unpacks the WAR into a temporary directory, which goes away at the end, and starts
 * {@link Main} from there. If it finds itself in a directory, that is taken to be a WAR that
 * someone has unpacked already. Commands that are clients of a server start without that, from
 * {@link Client}. It is copied to the WAR's root without any other class, so it uses nothing but
 * the JDK.
 */
public final class Launcher {

  /** The commands that ask a server, and need little of what is in the WAR. */
  static final List<String> CLIENTS =
      List.of(
          "work",
          "enqueue",
          "dequeue",
          "conclude",
          "fail",
          "get",
          "list",
          "batch",
          "cancel",
          "retry",
          "stats",
          "queues",
          "watch",
          "health");

  /** What they need besides our own classes. */
  private static final List<String> LIBRARIES = List.of("picocli-", "jackson-core-");

  private Launcher() {}

  /** Starts cqueue and ends the process with its exit code. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    Path home =
        Path.of(
            URI.create(
                Launcher.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    boolean isUnpacked = Files.isDirectory(home);
    if (args.length > 0 && CLIENTS.contains(args[0])) {
      if (isUnpacked) {
        ask(loader(home, LIBRARIES), args);
      } else {
        try (JarFile war = new JarFile(home.toFile())) {
          ask(new NestedClasses(war, LIBRARIES), args);
        }
      }
    }
    Path webRoot;
    try {
      webRoot = isUnpacked ? home : unpack(home);
    } catch (IOException e) {
      System.err.println("cqueue: cannot unpack " + home + ": " + e);
      System.exit(1);
      return;
    }
    ClassLoader loader = loader(webRoot, List.of(""));
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> main = Class.forName("io.cqueue.boot.Main", true, loader);
    int exitCode =
        (int) main.getMethod("run", Path.class, String[].class).invoke(null, webRoot, args);
    System.exit(exitCode);
  }

  private static void ask(ClassLoader loader, String[] args) throws ReflectiveOperationException {
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> client = Class.forName("io.cqueue.boot.Client", true, loader);
    System.exit((int) client.getMethod("run", String[].class).invoke(null, (Object) args));
  }

  private static Path unpack(Path war) throws IOException {
    Path directory = Files.createTempDirectory("cqueue-").toRealPath();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    try (JarFile jar = new JarFile(war.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(entry.getName() + " is outside");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
    return directory;
  }

  /** For our own classes and the libraries whose names begin so. */
  private static ClassLoader loader(Path webRoot, List<String> names) throws IOException {
    Path inside = webRoot.resolve("WEB-INF");
    List<URL> path = new ArrayList<>();
    path.add(inside.resolve("classes").toUri().toURL());
    for (String directory : List.of("lib", "lib-provided")) {
      try (Stream<Path> jars = Files.list(inside.resolve(directory))) {
        for (Path jar : jars.sorted().toList()) {
          if (names.stream().anyMatch(jar.getFileName().toString()::startsWith)) {
            path.add(jar.toUri().toURL());
          }
        }
      }
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(Launcher::deleteOne);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cqueue: cannot remove " + directory + ": " + e);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
