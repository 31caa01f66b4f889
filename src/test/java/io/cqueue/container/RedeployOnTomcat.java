package io.cqueue.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.push.Receiver;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator replaces the web application while Tomcat runs on: nothing of the old one may stay
 * behind. Tomcat itself looks for what does, and so does the virtual machine.
 */
abstract class RedeployOnTomcat {

  private static final String USER = "operator";

  /** What Tomcat says of a web application that leaves something behind. */
  private static final Pattern LEAK =
      Pattern.compile(
          "memory leak|appears to have started a thread|ThreadLocal|failed to unregister");

  private final HttpClient client = HttpClient.newHttpClient();

  /** The distribution. */
  abstract Path home();

  @Test
  void nothingStaysBehindWhenTheWebApplicationGoes(@TempDir Path base) throws Exception {
    Tomcat.create(home(), base);
    Tomcat.addManager(base, USER, USER);
    try (Tomcat tomcat = Tomcat.start(home(), base)) {
      long loaders = webAppClassLoaders(tomcat);
      for (int round = 0; round < 3; round++) {
        manage(tomcat, "deploy?path=/queue&war=" + Dist.war().toUri());
        use(tomcat);
        post(tomcat);
        manage(tomcat, "undeploy?path=/queue");
      }

      String log = String.join("\n", tomcat.process().log());
      assertFalse(LEAK.matcher(log).find(), log);
      assertFalse(log.contains(" SEVERE "), log);
      String leaks = manage(tomcat, "findleaks?statusLine=true");
      assertFalse(leaks.contains("/queue"), leaks);
      assertFalse(jcmd(tomcat, "Thread.print").contains("cqueue"), "a thread of cqueue's is left");
      assertEquals(loaders, webAppClassLoaders(tomcat));
    }
  }

  private void use(Tomcat tomcat) throws Exception {
    assertEquals(201, send(tomcat, "POST", "/queue/jobs/enqueue", "{}").statusCode());
    assertEquals(200, send(tomcat, "POST", "/queue/jobs/dequeue", "").statusCode());
    assertEquals(200, send(tomcat, "POST", "/queue/jobs/1/conclude", "").statusCode());
    String all =
        "{\"Type\":\"a\",\"Queue\":\"q\",\"UniqueKey\":\"k\",\"Group\":\"g\",\"Tags\":{\"t\":\"v\"},\"TTL\":60,"
            + "\"OnConclude\":{\"Job\":{\"Queue\":\"r\"}},\"Payload\":{}}";
    assertEquals(201, send(tomcat, "POST", "/queue/jobs/enqueue", all).statusCode());
    assertEquals(200, send(tomcat, "POST", "/queue/jobs/dequeue?queue=q&type=a", "").statusCode());
    assertEquals(200, send(tomcat, "POST", "/queue/jobs/2/fail", "{}").statusCode());
    assertEquals(201, send(tomcat, "POST", "/queue/batches", "{\"Jobs\":[{}]}").statusCode());
    assertEquals(200, send(tomcat, "PUT", "/queue/queues/q", "{\"Lease\":60}").statusCode());
    assertEquals(200, send(tomcat, "GET", "/queue/queues", "").statusCode());
    assertEquals(200, send(tomcat, "GET", "/queue/jobs?tag.t=v", "").statusCode());
    assertEquals(200, send(tomcat, "GET", "/queue/metrics", "").statusCode());
    String schedule = "{\"Cron\":\"0 3 * * *\",\"Job\":{\"Queue\":\"q\"}}";
    assertEquals(200, send(tomcat, "PUT", "/queue/schedules/s", schedule).statusCode());
    assertEquals(400, send(tomcat, "POST", "/queue/jobs/enqueue", "nonsense").statusCode());
    assertEquals(404, send(tomcat, "GET", "/queue/nothing", "").statusCode());
  }

  /** Starts what posts to other servers, which is not there before there is something to post. */
  private void post(Tomcat tomcat) throws Exception {
    try (Receiver receiver = Receiver.of(204)) {
      String told = "{\"Queue\":\"t\",\"OnConclude\":{\"URL\":\"" + receiver.url() + "\"}}";
      HttpResponse<String> job = send(tomcat, "POST", "/queue/jobs/enqueue", told);
      String path = job.headers().firstValue("Location").orElseThrow();
      assertEquals(200, send(tomcat, "POST", "/queue/jobs/dequeue?queue=t", "").statusCode());
      assertEquals(200, send(tomcat, "POST", path + "/conclude", "").statusCode());
      assertTrue(receiver.one().body().contains("CONCLUDED"), receiver.one()::body);
    }
  }

  private String manage(Tomcat tomcat, String command) throws Exception {
    HttpResponse<String> answer = send(tomcat, "GET", "/manager/text/" + command, "");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("OK"), answer.body());
    return answer.body();
  }

  private HttpResponse<String> send(Tomcat tomcat, String method, String path, String body)
      throws Exception {
    String login = USER + ":" + USER;
    HttpRequest request =
        HttpRequest.newBuilder(tomcat.uri(path))
            .timeout(Duration.ofSeconds(60))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Class loaders of web applications that are still there after a full collection. */
  private static long webAppClassLoaders(Tomcat tomcat) throws Exception {
    jcmd(tomcat, "GC.run");
    String loader = "org.apache.catalina.loader.ParallelWebappClassLoader";
    return jcmd(tomcat, "GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(line -> line.length >= 4 && line[3].equals(loader))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }

  private static String jcmd(Tomcat tomcat, String command)
      throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(List.of(jcmd, Long.toString(tomcat.process().pid()), command))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
