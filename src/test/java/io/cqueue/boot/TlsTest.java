package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.config.ConfigReader;
import io.cqueue.config.Sources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server that runs on its own, with TLS. */
@Timeout(120)
final class TlsTest {

  @TempDir private Path directory;
  private Path certificate = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void files() {
    certificate = directory.resolve("certificate.pem");
    key = directory.resolve("key.pem");
  }

  private JettyServer server() throws IOException {
    Map<String, String> options =
        Map.of(
            "port",
            "0",
            "header-timeout",
            "1",
            "tls-certificate",
            certificate.toString(),
            "tls-key",
            key.toString());
    Sources sources = new Sources(Map.of(), options, Map.of(), Map.of(), directory);
    return JettyServer.start(ConfigReader.read(sources), Path.of("webapp"));
  }

  private static HttpClient client(PemFiles files, String... protocols) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(protocols);
    return HttpClient.newBuilder()
        .sslContext(files.trusting())
        .sslParameters(parameters)
        .version(HttpClient.Version.HTTP_2)
        .build();
  }

  private static HttpResponse<String> post(
      HttpClient client, JettyServer server, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({"EC, TLSv1.3", "RSA, TLSv1.3", "EC, TLSv1.2", "RSA, TLSv1.2"})
  void aJobsLifeOverHttp2(String algorithm, String protocol) throws Exception {
    PemFiles files = PemFiles.make(directory, algorithm, "one");
    files.write(certificate, key);
    try (JettyServer server = server()) {
      assertTrue(server.url().startsWith("https://127.0.0.1:"), server.url());
      HttpClient client = client(files, protocol);
      HttpResponse<String> added = post(client, server, "jobs/enqueue", "{}");
      assertEquals(201, added.statusCode());
      assertEquals(HttpClient.Version.HTTP_2, added.version());
      assertEquals(protocol, added.sslSession().orElseThrow().getProtocol());
      assertEquals("/jobs/1", added.headers().firstValue("Location").orElse(""));
      assertEquals(200, post(client, server, "jobs/dequeue?wait=5", "").statusCode());
      assertEquals(200, post(client, server, "jobs/1/conclude", "").statusCode());
      assertEquals(204, post(client, server, "jobs/dequeue?wait=2.5", "").statusCode());
    }
  }

  @Test
  void theEdgeIsTheSameWithHttp2() throws Exception {
    PemFiles files = PemFiles.make(directory, "EC", "one");
    files.write(certificate, key);
    try (JettyServer server = server()) {
      HttpClient client = client(files, "TLSv1.3");
      String own = server.url().replaceFirst("/$", "");
      assertEquals(204, post(client, server, "jobs/dequeue", "", "Origin", own).statusCode());
      String other = "https://evil.example";
      assertEquals(403, post(client, server, "jobs/dequeue", "", "Origin", other).statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aConsumerThatHungUpNeverGetsAJob(String protocol) throws Exception {
    PemFiles files = PemFiles.make(directory, "EC", "one");
    files.write(certificate, key);
    try (JettyServer server = server()) {
      HttpClient client = client(files, protocol);
      int port = URI.create(server.url()).getPort();
      for (int i = 1; i <= 3; i++) {
        try (SSLSocket socket =
            (SSLSocket) files.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
          socket.setEnabledProtocols(new String[] {protocol});
          String wait = "POST /jobs/dequeue?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n";
          socket.getOutputStream().write(wait.getBytes(StandardCharsets.US_ASCII));
          awaitWaiting(client, server);
        }
        assertEquals(201, post(client, server, "jobs/enqueue", "{}").statusCode());
        String next = post(client, server, "jobs/dequeue?wait=30", "").body();
        assertTrue(next.startsWith("{\"ID\":" + i + ","), next);
      }
    }
  }

  private static void awaitWaiting(HttpClient client, JettyServer server) throws Exception {
    HttpRequest stats = HttpRequest.newBuilder(URI.create(server.url() + "jobs/stats")).build();
    String seen = "";
    while (!seen.contains("\"WaitingConsumers\":1")) {
      seen = client.send(stats, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void newFilesAreUsedAsSoonAsTheyAreThereAndBrokenOnesAreNot() throws Exception {
    PemFiles first = PemFiles.make(directory, "EC", "first");
    PemFiles second = PemFiles.make(directory, "RSA", "second");
    first.write(certificate, key);
    try (JettyServer server = server()) {
      HttpClient early = client(first, "TLSv1.3");
      assertEquals(204, post(early, server, "jobs/dequeue", "").statusCode());

      for (String broken : new String[] {"nonsense", "", second.certificatePem()}) {
        awaitWarning(() -> Files.writeString(certificate, broken));
        HttpClient other = client(first, "TLSv1.3");
        assertEquals(204, post(other, server, "jobs/dequeue", "").statusCode());
      }

      Files.writeString(key, second.keyPem());
      awaitCertificate(second, server);
      // Whoever is connected stays so.
      assertEquals(204, post(early, server, "jobs/dequeue", "").statusCode());
      HttpClient late = client(first, "TLSv1.3");
      assertThrows(IOException.class, () -> post(late, server, "jobs/dequeue", ""));
    }
  }

  private static void awaitCertificate(PemFiles files, JettyServer server) throws Exception {
    boolean isThere = false;
    while (!isThere) {
      try {
        isThere = post(client(files, "TLSv1.3"), server, "jobs/dequeue", "").statusCode() == 204;
      } catch (IOException e) {
        isThere = false; // The old one is still there, and not trusted.
      }
    }
  }

  /** Something that may fail. */
  private interface Step {
    Object run() throws IOException;
  }

  private static void awaitWarning(Step step) throws Exception {
    CountDownLatch warned = new CountDownLatch(1);
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getMessage().contains("cannot be used")) {
              warned.countDown();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(Tls.class.getName());
    log.addHandler(handler);
    try {
      step.run();
      warned.await();
    } finally {
      log.removeHandler(handler);
    }
  }

  @Test
  void aKeyMayBeWrittenAsOlderProgramsDo() throws Exception {
    PemFiles files = PemFiles.make(directory, "RSA", "one").asPkcs1();
    files.write(certificate, key);
    try (JettyServer server = server()) {
      assertEquals(204, post(client(files, "TLSv1.3"), server, "jobs/dequeue", "").statusCode());
    }
  }

  @Test
  void itDoesNotStartWithFilesThatAreNoneOrDoNotGoTogether() throws Exception {
    assertRefused("cannot use TLS: there is no file");
    PemFiles one = PemFiles.make(directory, "EC", "one");
    Files.writeString(certificate, one.certificatePem());
    Files.writeString(key, PemFiles.make(directory, "EC", "two").keyPem());
    assertRefused("the key is not that of the certificate");
    Files.writeString(key, "nonsense");
    assertRefused("there is no certificate or no key in them");
  }

  private void assertRefused(String why) {
    String said = String.valueOf(assertThrows(IOException.class, this::server).getMessage());
    assertTrue(said.contains(why), said);
  }
}
