package io.cqueue.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real HAProxy, in a process of its own, before some servers. */
final class LoadBalancer implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      defaults
        mode http
        timeout connect 1s
        timeout client 60s
        timeout server 60s
        timeout check 5s
        option redispatch
        option httpchk GET /health/ready
        default-server check inter 500ms fall 2 rise 1
      listen cqueue
        bind 127.0.0.1:%d
        balance roundrobin
      """;

  private final Process process;
  private final int port;

  private LoadBalancer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one that listens on a port, and waits until it does. */
  static LoadBalancer start(Path directory, int port, List<Integer> servers) throws Exception {
    StringBuilder text = new StringBuilder(CONFIGURATION.formatted(port));
    servers.forEach(server -> text.append("  server s%1$d 127.0.0.1:%1$d%n".formatted(server)));
    Path file = Files.writeString(directory.resolve("haproxy.cfg"), text);
    Process process =
        new ProcessBuilder("haproxy", "-db", "-f", file.toString()).inheritIO().start();
    LoadBalancer balancer = new LoadBalancer(process, port);
    while (!balancer.listens()) {
      if (!process.isAlive()) {
        throw new IOException("haproxy has ended: " + process.exitValue());
      }
      Thread.onSpinWait();
    }
    return balancer;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
