package io.cqueue.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.config.ConfigReader;
import io.cqueue.config.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may do to a server that runs on its own before it has had enough of them. */
@Timeout(120)
final class PaceTest {

  /** Between two bytes of a client that is slow. */
  private static final int PAUSE_MILLIS = 50;

  /** The head of an answer, with the length of its body. */
  private static final Pattern LENGTH =
      Pattern.compile("(?s)^.*?\\r\\nContent-Length: (\\d+)\\r\\n(.+?\\r\\n)?\\r\\n");

  private static JettyServer server(String... settings) throws IOException {
    Map<String, String> options = new HashMap<>(Map.of("port", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      options.put(settings[i], settings[i + 1]);
    }
    Path nowhere = Path.of("no", "such", "directory");
    Sources sources = new Sources(Map.of(), options, Map.of(), Map.of(), nowhere);
    return JettyServer.start(ConfigReader.read(sources), Path.of("webapp"));
  }

  private static Socket connect(JettyServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String head(String line, String headers) {
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
  }

  /** The first bytes of an answer; empty if the server hung up. */
  private static String answer(Socket socket) throws IOException {
    byte[] some = new byte[2048];
    int count = socket.getInputStream().read(some);
    return count < 0 ? "" : new String(some, 0, count, US_ASCII);
  }

  /**
   * A whole answer, in however many packets it comes; what there is of it if the server hung up.
   */
  private static String wholeAnswer(Socket socket) throws IOException {
    String answer = "";
    for (String more = answer(socket); !more.isEmpty(); more = answer(socket)) {
      answer += more;
      Matcher head = LENGTH.matcher(answer);
      if (head.find() && answer.length() >= head.end() + Integer.parseInt(head.group(1))) {
        break;
      }
    }
    return answer;
  }

  /** Goes on sending a byte now and then until there is an answer, or the server hangs up. */
  private static String drip(Socket socket) throws IOException {
    socket.setSoTimeout(PAUSE_MILLIS);
    while (true) {
      try {
        send(socket, "x");
        return answer(socket);
      } catch (SocketTimeoutException e) {
        // Nothing yet.
      } catch (IOException hungUp) {
        return "";
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /jobs/stats HTTP/1.1\r\nHost: localhost\r\nX: "})
  void aHeadThatTakesTooLongEndsTheConnection(String begin) throws Exception {
    try (JettyServer server = server("header-timeout", "1");
        Socket socket = connect(server)) {
      send(socket, begin);
      assertEquals("", drip(socket));
    }
  }

  @Test
  void aHeadAfterAnotherRequestHasNoMoreTime() throws Exception {
    try (JettyServer server = server("header-timeout", "1");
        Socket socket = connect(server)) {
      send(socket, head("GET /jobs/stats", "\r\n"));
      assertTrue(answer(socket).startsWith("HTTP/1.1 200 "));
      send(socket, head("GET /jobs/stats", "X: "));
      assertEquals("", drip(socket));
    }
  }

  @Test
  void whoeverWaitsForAJobIsNotSlow() throws Exception {
    try (JettyServer server = server("header-timeout", "1");
        Socket socket = connect(server)) {
      for (int i = 0; i < 2; i++) {
        send(socket, head("POST /jobs/dequeue?wait=2.5", "Content-Length: 2\r\n\r\n{}"));
        String answer = wholeAnswer(socket);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, Content-Length: 1000",
    "100000, Content-Length: 100000",
    "0, Transfer-Encoding: chunked"
  })
  void aBodyThatComesTooSlowlyIs408(int length, String header) throws Exception {
    try (JettyServer server = server("min-body-rate", "1000000");
        Socket socket = connect(server)) {
      String begin = length == 0 ? "ffff\r\n{" : "{";
      send(socket, head("POST /jobs/enqueue", header + "\r\n\r\n" + begin));
      String answer = drip(socket);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertTrue(answer.contains("application/problem+json"), answer);
    }
  }

  @Test
  void aConnectionOnWhichNothingHappensIsClosed() throws Exception {
    try (JettyServer server = server("idle-timeout", "1");
        Socket socket = connect(server)) {
      assertEquals("", answer(socket));
    }
  }

  @Test
  void aHeadOfMoreBytesThanAllowedIs431() throws Exception {
    String headers = "X: " + "x".repeat(2000) + "\r\n\r\n";
    for (String[] expected : new String[][] {{"1024", "431"}, {"8192", "200"}}) {
      try (JettyServer server = server("max-header", expected[0]);
          Socket socket = connect(server)) {
        send(socket, head("GET /jobs/stats", headers));
        String answer = answer(socket);
        assertTrue(answer.startsWith("HTTP/1.1 " + expected[1] + " "), answer);
      }
    }
  }

  @Test
  void oneConnectionTooManyWaitsUntilAnotherEnds() throws Exception {
    try (JettyServer server = server("max-connections", "2");
        Socket first = connect(server);
        Socket second = connect(server)) {
      for (Socket socket : new Socket[] {first, second}) {
        send(socket, head("GET /jobs/stats", "\r\n"));
        assertTrue(answer(socket).startsWith("HTTP/1.1 200 "));
      }
      try (Socket third = connect(server)) {
        send(third, head("GET /jobs/stats", "\r\n"));
        third.setSoTimeout(500);
        InputStream in = third.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        first.shutdownOutput(); // Then the server ends it, too.
        third.setSoTimeout(0);
        assertTrue(answer(third).startsWith("HTTP/1.1 200 "));
      }
    }
  }
}
