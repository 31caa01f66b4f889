package io.cqueue.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long it takes from the moment a producer begins to send a job until the consumer that waits
 * for one has it. Prints microseconds. The one argument is where the server is.
 */
public final class WakeUp {

  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 20_000;

  private final URI server;
  private final Socket socket;

  private WakeUp(URI server) throws IOException {
    this.server = server;
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
  }

  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[0]);
    WakeUp consumer = new WakeUp(server);
    WakeUp producer = new WakeUp(server);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    long[] micros = new long[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      consumer.send("POST", "/jobs/dequeue?queue=wake-up&lease=0&wait=60", "");
      Future<Long> arrival =
          thread.submit(
              () -> {
                consumer.answer();
                return System.nanoTime();
              });
      while (!producer.ask("GET", "/jobs/stats", "").contains("\"WaitingConsumers\":1")) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      producer.ask("POST", "/jobs/enqueue", "{\"Queue\":\"wake-up\"}");
      long took = (arrival.get() - start) / 1000;
      if (i >= 0) {
        micros[i] = took;
      }
    }
    thread.shutdown();
    Arrays.sort(micros);
    System.out.printf(
        "wake-up: median %d µs, 99 %% %d µs, most %d µs%n",
        micros[ROUNDS / 2], micros[ROUNDS * 99 / 100], micros[ROUNDS - 1]);
  }

  private void send(String method, String path, String body) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, server.getAuthority(), body.length());
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
  }

  private String ask(String method, String path, String body) throws IOException {
    send(method, path, body);
    return answer();
  }

  /** Reads one answer: its head up to the empty line, and then as much as that says. */
  private String answer() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    int end = -1;
    int length = 0;
    while (end < 0 || text.length() < end + length) {
      int count = in.read(buffer);
      if (count < 0) {
        throw new IOException("the server hung up");
      }
      text.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
      if (end < 0 && text.indexOf("\r\n\r\n") >= 0) {
        end = text.indexOf("\r\n\r\n") + 4;
        length =
            Integer.parseInt(
                text.substring(0, end).replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      }
    }
    return text.substring(end);
  }
}
