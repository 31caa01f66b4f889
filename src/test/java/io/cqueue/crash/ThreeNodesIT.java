package io.cqueue.crash;

import io.cqueue.container.JavaJar;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers behind a real load balancer, of which one is stopped again and again, half of the
 * times by {@code kill -9}. Needs HAProxy.
 */
@Tag("root")
@Timeout(600)
final class ThreeNodesIT {

  private static final int NODES = 3;
  private static final int STOPS = Integer.getInteger("crash.stops", 12);

  @TempDir private Path directory;

  @Test
  void everyJobIsConcludedExactlyOnceWhicheverServersStop() throws Exception {
    CrashTrial trial = new CrashTrial();
    List<Integer> ports = freePorts(NODES + 1);
    List<JavaJar> nodes = new ArrayList<>();
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
        LoadBalancer balancer =
            LoadBalancer.start(directory, ports.get(NODES), ports.subList(0, NODES))) {
      String url = database.getJdbcUrl("postgres", "postgres");
      for (int port : ports.subList(0, NODES)) {
        nodes.add(start(port, url));
      }
      Random random = new Random(1);
      trial.through(
          balancer.uri(),
          () -> {
            for (int stop = 0; stop < STOPS; stop++) {
              int victim = random.nextInt(NODES);
              if (random.nextBoolean()) {
                nodes.get(victim).kill();
              } else {
                nodes.get(victim).close();
              }
              nodes.set(victim, start(ports.get(victim), url));
            }
            return nodes;
          });
      trial.concludeAll(balancer.uri());
      nodes.forEach(JavaJar::close);
    }
    System.out.printf(
        "%d stops: %s; each once; longest pause %d ms%n",
        STOPS, trial.summary(), trial.longestPause().toMillis());
  }

  private JavaJar start(int port, String url) {
    return JavaJar.startAt(
        port,
        directory,
        "-Dcqueue.store=postgres",
        "-Dcqueue.database-url=" + url,
        "-Dcqueue.max-finished=1000000");
  }

  private static List<Integer> freePorts(int count) throws Exception {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0);
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
