package io.cqueue.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the different clients do, each over and over; used by one thread each. */
final class Roles {

  private static final String[] QUEUES = {"mail", "images", "reports", "default"};
  private static final String PAYLOAD = "x".repeat(1500);

  private final Api api;
  private final Ledger ledger;
  private final Random random;

  Roles(Api api, Ledger ledger, int seed) {
    this.api = api;
    this.ledger = ledger;
    this.random = new Random(seed);
  }

  /** Settings under which nothing that is finished stays for long. */
  void configure() {
    for (String queue : QUEUES) {
      String settings =
          "{\"KeepConcluded\":10,\"BackoffBase\":0.2,\"BackoffCap\":1,\"MaxAttempts\":4}";
      api.ask("PUT", "/queues/" + queue, settings);
    }
  }

  private void rest(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis / 2 + random.nextInt(millis + 1)));
  }

  /** One job of some kind, or many. */
  void produce() {
    if (random.nextInt(10) == 0) {
      StringBuilder jobs = new StringBuilder("[");
      for (int i = 0; i < 10; i++) {
        jobs.append(i == 0 ? "" : ",").append(job());
      }
      Api.Said said = api.ask("POST", "/jobs/enqueue", jobs.append("]").toString());
      said.json().forEach(each -> ledger.enqueued(each.path("ID").asLong()));
    } else {
      Api.Said said = api.ask("POST", "/jobs/enqueue", job());
      if (said.status() == 201) {
        ledger.enqueued(said.json().path("ID").asLong());
      } else if (said.status() != 200 && said.status() != 429) {
        ledger.isWrong("enqueue: " + said);
      }
    }
    rest(20);
  }

  private String job() {
    String queue = QUEUES[random.nextInt(QUEUES.length)];
    StringBuilder job = new StringBuilder("{\"Queue\":\"" + queue + "\"");
    job.append(",\"Type\":\"T").append(random.nextInt(3)).append('"');
    job.append(",\"Payload\":\"").append(PAYLOAD, 0, random.nextInt(1500)).append('"');
    switch (random.nextInt(10)) {
      case 0 -> job.append(",\"Delay\":").append(random.nextInt(30) / 10.0);
      case 1 -> job.append(",\"Priority\":").append(random.nextInt(10));
      case 2 -> job.append(",\"Group\":\"g").append(random.nextInt(20)).append('"');
      case 3 -> job.append(",\"TTL\":").append(1 + random.nextInt(5));
      case 4 -> job.append(",\"Tags\":{\"customer\":\"c").append(random.nextInt(50)).append("\"}");
      case 5 -> job.append(",\"Lease\":1");
      default -> {}
    }
    return job.append('}').toString();
  }

  /** Waits for jobs, and does with them what consumers do. */
  void consume() {
    int max = 1 + random.nextInt(3);
    String path = "/jobs/dequeue?queue=mail,images,reports,default&wait=2&max=" + max;
    Api.Said said = api.ask("POST", path, "", "Queue-Consumer", "c" + random.nextInt(4));
    for (JsonNode job : said.json()) {
      ledger.dequeued(job.path("ID").asLong(), job.path("Attempt").asInt());
      work(job);
    }
  }

  private void work(JsonNode job) {
    long id = job.path("ID").asLong();
    String path = "/jobs/" + id;
    String attempt = "{\"Attempt\":" + job.path("Attempt").asInt();
    int what = random.nextInt(100);
    if (what < 3 && job.path("Lease").asInt() == 1) {
      return; // It dies, and the lease runs out.
    }
    if (what < 13) {
      String retry = what < 5 ? ",\"Retry\":false" : "";
      api.ask("POST", path + "/fail", attempt + ",\"Error\":\"no luck\"" + retry + "}");
    } else if (what < 18) {
      api.ask("POST", path + "/release", attempt + "}");
    } else {
      if (what < 28) {
        api.ask("POST", path + "/extend", attempt + ",\"Lease\":5,\"Progress\":" + what + "}");
      }
      if (api.ask("POST", path + "/conclude", attempt + ",\"Result\":1}").status() == 200) {
        ledger.concluded(id, job.path("Attempt").asInt());
      }
    }
  }

  /** Waits for a job that never comes, and hangs up. */
  void hangUp() {
    try (Socket socket = new Socket(api.server().getHost(), api.server().getPort())) {
      String path = random.nextBoolean() ? "/jobs/dequeue?queue=never&wait=5" : "/events";
      String method = path.equals("/events") ? "GET " : "POST ";
      String head = method + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      rest(300);
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      ledger.isWrong("could not connect: " + e);
    }
  }

  /** Looks around, and helps up what has failed. */
  void operate() {
    String queue = QUEUES[random.nextInt(QUEUES.length)];
    switch (random.nextInt(9)) {
      case 0 -> api.ask("POST", "/queues/" + queue + "/retry-failed", "");
      case 1 -> api.ask("GET", "/jobs?limit=200&status=QUEUED,SCHEDULED", "");
      case 2 -> api.ask("GET", "/jobs?tag.customer=c1", "");
      case 3 -> api.ask("GET", "/queues", "");
      case 4 -> {
        api.ask("POST", "/queues/" + queue + "/pause", "");
        rest(50);
        api.ask("POST", "/queues/" + queue + "/resume", "");
      }
      case 5 -> {
        String name = "/schedules/s" + random.nextInt(5);
        api.ask("PUT", name, "{\"Cron\":\"* * * * *\",\"Job\":{\"Type\":\"SCHEDULED\"}}");
      }
      case 6 -> api.ask("DELETE", "/schedules/s" + random.nextInt(5), "");
      case 7 -> cancelOne(queue);
      default -> api.ask("GET", "/jobs/stats", "");
    }
    rest(100);
  }

  private void cancelOne(String queue) {
    Api.Said page = api.ask("GET", "/jobs?limit=1&status=QUEUED,FAILED&queue=" + queue, "");
    page.json()
        .path("Jobs")
        .forEach(job -> api.ask("DELETE", "/jobs/" + job.path("ID").asLong(), ""));
  }

  /** Hears of everything, and writes it down. Ends when the connection does. */
  void listen(Runnable listening) {
    try (InputStream in = api.open("/events");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("retry:")) {
          listening.run();
        } else if (line.equals("event: reset")) {
          ledger.isWrong("events were missed");
        } else if (line.startsWith("data: {\"ID\"")) {
          ledger.happened(Api.JSON.readTree(line.substring("data: ".length())));
        }
      }
    } catch (IOException e) {
      // The server has ended; if that was too early, others say so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
