package io.cqueue.fuzz;

import io.cqueue.boot.SocketServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends what is hardly HTTP to the server that {@code java -jar} runs, through sockets. Whatever
 * comes, it is answered or the connection is closed; there is no 500, nobody hangs, and at the end
 * no thread is left at work.
 */
public final class RawFuzzer implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of("port", "0", "max-body", "200000", "idle-timeout", "5", "header-timeout", "5");

  private static final int INPUT = 120;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  /** Where a thread of a pool waits for something to do. */
  private static final String IDLE = "ThreadPoolExecutor.getTask";

  private final SocketServer server = SocketServer.start(SETTINGS);
  private final Troubles troubles = Troubles.listen();
  private final List<Route> routes = Route.of(Path.of("docs/api.md"));
  private final int port = URI.create(server.url()).getPort();
  private long answers;

  RawFuzzer() throws IOException {}

  /** The long run: how many clients, and with which seed they begin. */
  public static void main(String[] args) throws IOException {
    try (RawFuzzer fuzzer = new RawFuzzer()) {
      fuzzer.run(Integer.parseInt(args[0]), Long.parseLong(args[1]));
      System.out.println(fuzzer.answers + " answers to " + args[0] + " rude clients");
    } catch (AssertionError e) {
      // Nobody else would say so: what threads do not catch is one of the troubles.
      e.printStackTrace(System.out);
      throw e;
    }
  }

  /** Plays so many clients, one after the other. */
  void run(int clients, long seed) throws IOException {
    for (int i = 0; i < clients; i++) {
      byte[] input = new byte[INPUT];
      new Random(seed + i).nextBytes(input);
      byte[] sent = new byte[0];
      try {
        Input choices = new Input(input);
        sent = new RawBytes(choices, routes).next();
        play(sent, choices.onceIn(6), choices.below(3));
        troubles.check();
      } catch (AssertionError | RuntimeException e) {
        String text =
            new String(
                Arrays.copyOf(sent, Math.min(sent.length, 3000)), StandardCharsets.ISO_8859_1);
        throw new AssertionError(
            e.getMessage()
                + "\nclient "
                + i
                + " of seed "
                + seed
                + ", "
                + HexFormat.of().formatHex(input)
                + "\n"
                + text,
            e);
      }
    }
    checkNobodyIsAtWork();
  }

  /** How many answers there were: if there are few, little was tried. */
  long answers() {
    return answers;
  }

  private void play(byte[] bytes, boolean abruptly, int parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      send(socket, bytes, parts);
      if (abruptly) {
        socket.setSoLinger(true, 0);
        return;
      }
      check(read(socket));
    }
  }

  /** In parts, since a server that gets all at once has less to put together. */
  private static void send(Socket socket, byte[] bytes, int parts) {
    try {
      int step = Math.max(1, bytes.length / (parts + 1));
      for (int at = 0; at < bytes.length; at += step) {
        socket.getOutputStream().write(bytes, at, Math.min(step, bytes.length - at));
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      return; // The server has closed the door before it heard all of it, as it may.
    }
  }

  private static String read(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      int count = socket.getInputStream().read(buffer);
      while (count >= 0) {
        all.write(buffer, 0, count);
        if (all.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
          return all.toString(StandardCharsets.ISO_8859_1); // which has no end
        }
        count = socket.getInputStream().read(buffer);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("it hangs after " + all.toString(StandardCharsets.ISO_8859_1), e);
    } catch (IOException e) {
      return all.toString(StandardCharsets.ISO_8859_1); // closed with some of ours unread
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private void check(String output) {
    require(output.isEmpty() || output.startsWith("HTTP/1.1 "), "no HTTP", output);
    require(!output.contains("Exception") && !output.contains("\tat "), "a trace", output);
    Matcher status = STATUS.matcher(output);
    while (status.find()) {
      answers++;
      require(!status.group(1).equals("500"), "a bug", output);
    }
  }

  /** Also those of clients that went away amid it all have come to an end. */
  private static void checkNobodyIsAtWork() {
    long limit = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    String busy = atWork();
    while (!busy.isEmpty()) {
      require(System.nanoTime() < limit, "at work", busy);
      LockSupport.parkNanos(1_000_000);
      busy = atWork();
    }
  }

  private static String atWork() {
    StringBuilder busy = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              boolean isOurs = thread.getName().matches("cqueue-\\d+.*|cqueue-late-answer-.*");
              String where = Arrays.toString(stack);
              if (isOurs && where.contains("io.cqueue.http") && !where.contains(IDLE)) {
                busy.append(thread.getName()).append(where);
              }
            });
    return busy.toString();
  }

  private static void require(boolean holds, String otherwise, String shown) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + shown);
    }
  }

  @Override
  public void close() {
    server.close();
    troubles.close();
  }
}
