package io.cqueue.bench;

import io.cqueue.cli.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures cqueue next to a bare servlet on the same container: each in its own process, warmed in
 * turn, then measured in turn, round by round, so that whatever else the machine does hits all of
 * them alike. Set it up by system properties, all beginning with {@code bench.}: {@code container},
 * {@code warmUp}, {@code seconds}, {@code rounds}, {@code connections}, {@code queued}.
 */
public final class Benchmark {

  private static final Path OUT = Path.of("target", "bench");
  private static final Path WAR = Path.of("target", "cqueue.war");
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
  private static final Duration SECONDS = seconds("bench.seconds", 4);
  private static final Duration WARM_UP = seconds("bench.warmUp", 30);
  private static final int FEW = 10;
  private static final int MANY = Integer.getInteger("bench.queued", 1_000_000);
  private static final int FIRST_PORT = Integer.getInteger("bench.port", 3400);

  private Benchmark() {}

  /** Runs it on each container and prints a table for each. */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(OUT);
    for (String container : System.getProperty("bench.container", "jetty").split(",", -1)) {
      compare(container);
    }
  }

  private static void compare(String container) throws Exception {
    try (ServerProcess bareServer = start(container, "bare", FIRST_PORT);
        ServerProcess emptyServer = start(container, "cqueue", FIRST_PORT + 1);
        ServerProcess fullServer = start(container, "cqueue", FIRST_PORT + 2)) {
      Contender bare = new Contender("bare servlet", bareServer, Bench.Mode.GET, CONNECTIONS);
      Contender few = cqueue(FEW, emptyServer);
      Contender many = cqueue(MANY, fullServer);
      List<Contender> contenders = List.of(bare, few, many);
      for (Contender contender : contenders) {
        contender.warm(WARM_UP);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Contender contender : contenders) {
          contender.measure(SECONDS);
        }
      }
      System.out.printf("%n%s%n", Contender.header());
      contenders.forEach(contender -> System.out.println(container + ": " + contender.line(bare)));
    }
  }

  private static Contender cqueue(int queued, ServerProcess server) throws IOException {
    String name = String.format("cqueue, %,d jobs queued", queued);
    Contender contender = new Contender(name, server, Bench.Mode.LIFECYCLE, CONNECTIONS);
    contender.fill(queued);
    return contender;
  }

  private static ServerProcess start(String container, String app, int port) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g"));
    arguments.addAll(List.of(System.getProperty("bench.jvm." + app, "").split(" ", -1)));
    arguments.removeIf(String::isEmpty);
    arguments.addAll(
        switch (container) {
          case "jetty" -> jetty(app, port);
          default -> tomcat(container, app, port);
        });
    return ServerProcess.start(arguments, port, OUT.resolve(container + "-" + port + ".log"));
  }

  private static List<String> jetty(String app, int port) {
    String number = Integer.toString(port);
    return app.equals("bare")
        ? List.of("-cp", System.getProperty("java.class.path"), BareJetty.class.getName(), number)
        : List.of("-jar", WAR.toString(), "serve", "--port=" + number);
  }

  /** The distribution is where {@code -Dtomcat11.home}, or the like, says. */
  private static List<String> tomcat(String container, String app, int port) throws IOException {
    String home = System.getProperty(container + ".home");
    if (home == null) {
      throw new IllegalArgumentException("Unknown container " + container);
    }
    Path base = Files.createTempDirectory(OUT.toAbsolutePath(), container);
    return TomcatBase.create(Path.of(home), base, app.equals("bare") ? null : WAR, port);
  }

  private static Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(Integer.getInteger(name, otherwise));
  }
}
