package io.cqueue.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to a server that has jobs waited for: cqueue, beanstalkd or Redis. */
final class WakeUpPeer {

  /** What is said to a kind of server. */
  private enum Kind {
    HTTP(
        request("POST", "/jobs/dequeue?queue=wake-up&lease=0&wait=60", ""),
        request("GET", "/jobs/stats", ""),
        "\"WaitingConsumers\":1",
        request("POST", "/jobs/enqueue", "{\"Queue\":\"wake-up\"}"),
        "HTTP/1.1 .*?Content-Length: (\\d+).*?\r\n\r\n"),
    BEANSTALKD(
        "reserve\r\n",
        "stats-tube default\r\n",
        "current-waiting: 1\n",
        "put 0 0 60 2\r\n{}\r\n",
        "(?:OK|RESERVED \\d+) (\\d+)\r\n"),
    REDIS(
        "BLPOP wake-up 60\r\n",
        "INFO clients\r\n",
        "blocked_clients:1\r\n",
        "RPUSH wake-up {}\r\n",
        "(?:[*]2\r\n[$]7\r\nwake-up\r\n)?[$](\\d+)\r\n");

    private final String await;
    private final String ask;
    private final String oneWaiting;
    private final String put;

    /** How an answer begins that says how long its rest is. */
    private final Pattern length;

    Kind(String await, String ask, String oneWaiting, String put, String length) {
      this.await = await;
      this.ask = ask;
      this.oneWaiting = oneWaiting;
      this.put = put;
      this.length = Pattern.compile(length, Pattern.DOTALL);
    }

    private static String request(String method, String path, String body) {
      return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(method, path, body.length(), body);
    }
  }

  private final Kind kind;
  private final Socket socket;
  private String taken = "";

  private WakeUpPeer(Kind kind, Socket socket) {
    this.kind = kind;
    this.socket = socket;
  }

  static WakeUpPeer to(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    return new WakeUpPeer(Kind.valueOf(server.getScheme().toUpperCase(Locale.ROOT)), socket);
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String ask(String text) throws IOException {
    send(text);
    return answer();
  }

  /** Begins to wait for a job, which will be the next answer. */
  void await() throws IOException {
    send(kind.await);
  }

  /** Whether the server knows that the other one waits. */
  boolean seesOneWaiting() throws IOException {
    return ask(kind.ask).contains(kind.oneWaiting);
  }

  void put() throws IOException {
    ask(kind.put);
  }

  /** The job that came is done; where the server need not be told, nothing. */
  void settle() throws IOException {
    if (kind == Kind.BEANSTALKD) {
      ask("delete " + taken.split(" ", -1)[1] + "\r\n");
    }
  }

  /** Reads one answer. */
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[4096];
    StringBuilder text = new StringBuilder();
    do {
      int count = in.read(buffer);
      if (count < 0) {
        throw new IOException("the server hung up");
      }
      text.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
    } while (!isComplete(text));
    taken = text.toString();
    return taken;
  }

  private boolean isComplete(StringBuilder text) {
    Matcher head = kind.length.matcher(text);
    String end = kind == Kind.HTTP ? "" : "\r\n";
    if (head.lookingAt()) {
      return text.length() >= head.end() + Integer.parseInt(head.group(1)) + end.length();
    }
    return kind != Kind.HTTP && text.toString().endsWith(end); // one line
  }
}
