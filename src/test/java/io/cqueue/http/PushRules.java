package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.cqueue.push.Receiver;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs are posted to where their queue says, from every server. */
interface PushRules extends Rules {

  String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static String push(String fields) {
    // While it is paused nobody waits for its jobs.
    return "'Paused':true,'Push':{" + fields + "}";
  }

  @Test
  default void aQueueShowsWhereItsJobsArePostedButNotTheSecret() {
    OwnQueue queue = queue();

    Answer answer =
        queue.configure(
            push("'URL':'https://example.com/jobs','Timeout':2.5,'Secret':'" + SECRET + "'"));

    String shown =
        json(
            "{'URL':'https://example.com/jobs','Concurrency':10,'Rate':0.0,'Timeout':2.5,"
                + "'Signed':true}");
    assertEquals(shown, answer.is(200).json().at("/Settings/Push").toString());
    assertEquals(shown, queue.state().at("/Settings/Push").toString());
    for (String path : new String[] {"/queues", queue.path(), "/metrics"}) {
      assertFalse(http().get(path).is(200).text().contains(SECRET.substring(6)), path);
    }
    assertEquals(
        shown,
        http().post(queue.path() + "/pause", "").is(200).json().at("/Settings/Push").toString());
  }

  @Test
  default void withoutPushNothingIsShownOfIt() {
    OwnQueue queue = queue();
    queue.configure(push("'URL':'https://example.com/jobs'")).is(200);
    assertEquals("false", queue.state().at("/Settings/Push/Signed").toString());

    queue.configure("'Push':null,'MaxDepth':1").is(200);

    assertFalse(queue.state().path("Settings").has("Push"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'https://example.com' | Push",
        "{} | Push.URL",
        "{'URL':1} | Push.URL",
        "{'URL':'ftp://example.com/'} | Push.URL",
        "{'URL':'http://a:b@example.com/'} | Push.URL",
        "{'URL':'http://127.1/'} | Push.URL",
        "{'URL':'http://a/','Concurrency':0} | Push.Concurrency",
        "{'URL':'http://a/','Concurrency':1001} | Push.Concurrency",
        "{'URL':'http://a/','Rate':-1} | Push.Rate",
        "{'URL':'http://a/','Timeout':0.5} | Push.Timeout",
        "{'URL':'http://a/','Timeout':3601} | Push.Timeout",
        "{'URL':'http://a/','Secret':''} | Push.Secret",
        "{'URL':'http://a/','Secret':'secret'} | Push.Secret",
        "{'URL':'http://a/','Secret':'whsec_c2hvcnQ='} | Push.Secret",
        "{'URL':'http://a/','Signed':true} | Push.Secret",
        "{'URL':'http://a/','Signed':1} | Push.Signed",
        "{'URL':'http://a/','Secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw','Signed':false}"
            + " | Push.Signed",
        "{'URL':'http://a/','Method':'GET'} | Push.Method"
      })
  default void aWrongFieldIsRefusedByName(String push, String field) {
    queue().configure("'Push':" + push).isProblem(400, "invalid").blames(field);
  }

  @Test
  default void aJobIsPostedAndTheAnswerIsItsResult() throws Exception {
    OwnQueue queue = queue();
    long before = http().waitingConsumers();
    try (Receiver receiver = Receiver.of(200, "application/json", "{\"Sent\": 1.0}")) {
      String url = "'URL':'" + receiver.url() + "'";
      JsonNode settings =
          queue
              .configure("'Push':{" + url + ",'Secret':'" + SECRET + "'}")
              .is(200)
              .json()
              .path("Settings");
      JsonNode done = done(queue.add("'Type':'MAIL','Payload':{'To':'a@example.com'}"));

      assertEquals("CONCLUDED", done.path("Status").asText(), done::toString);
      assertEquals(1.0, done.at("/Result/Sent").asDouble());
      Receiver.Received request = receiver.one();
      assertEquals("{\"To\":\"a@example.com\"}", request.body());
      assertEquals("MAIL", request.header("Cqueue-Type"));
      assertEquals(signed(request), request.header("webhook-signature"));

      // What is shown can be sent back, and the secret stays.
      http().send("PUT", queue.path(), settings.toString()).is(200);
      done(queue.add("'Payload':1"));
      Receiver.Received second = receiver.received().get(1);
      assertEquals(signed(second), second.header("webhook-signature"));
    } finally {
      queue.configure("").is(200);
    }
    Patience.until(() -> http().waitingConsumers() == before);
  }

  private JsonNode done(long id) {
    return http().get("/jobs/" + id + "?wait=60").is(200).json();
  }

  /** As a receiver does it. */
  private static String signed(Receiver.Received request) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String content =
        request.header("webhook-id")
            + "."
            + request.header("webhook-timestamp")
            + "."
            + request.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
  }
}
