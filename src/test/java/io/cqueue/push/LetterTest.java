package io.cqueue.push;

import static io.cqueue.core.JobBuilder.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JsonValue;
import io.cqueue.core.ManualClock;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is posted, and its signature. */
final class LetterTest {

  private static Job taken(JobBuilder builder) {
    try (JobQueue queue =
        new MemoryJobQueue(new ManualClock(), new CronCalendar(), new MemoryLimits(1 << 20, 10))) {
      queue.enqueue(builder.build());
      return queue.dequeue(Dequeue.DEFAULT).get(0);
    }
  }

  private static String body(String payload) {
    Letter letter = Json.letter(JsonValue.of(payload));
    return letter.url() + " " + new String(letter.body(), UTF_8);
  }

  @Test
  void aWebhookSaysWhereToAndTheRestIsPostedByteForByte() {
    String url = "http://a.example/";
    assertEquals(url + " {}", body("{\"URL\":\"http://a.example/\"}"));
    assertEquals(
        url + " {\"Event\" : 1.00,\"Job\":{ \"URL\":\"x\",\"ü\":[]}}",
        body(
            "{ \"Event\" : 1.00 , \"URL\": \"http:\\/\\/a.example/\","
                + " \"Job\":{ \"URL\":\"x\",\"ü\":[]} }"));
    assertEquals(
        url + " {\"Job\":\"ü😀\",\"n\":null}",
        body("{\"Job\":\"ü😀\",\"URL\":\"http://a.example/\",\"n\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"http://a.example/\"",
        "{\"URL\":1}",
        "{\"URL\":[\"http://a.example/\"]}",
        "{\"url\":\"http://a.example/\"}",
        "{\"URL\":\"file:///etc/passwd\"}",
        "{\"URL\":\"http://a:b@a.example/\"}"
      })
  void aWebhookThatDoesNotSayWhereToIsUnfit(String payload) {
    Refusal refusal = assertThrows(RefusedException.class, () -> body(payload)).refusal();

    assertEquals("Payload.URL", refusal.field());
  }

  @Test
  void aJobWithoutAPayloadIsPostedAsNull() {
    Letter letter = Letter.of(taken(job()), "http://a.example/");

    assertEquals("null", new String(letter.body(), UTF_8));
  }

  @Test
  void headersSayWhichJobItIs() {
    Job job = taken(job().type("50 % größer").payload("{\"test\": 2432232314}"));
    Signer signer = Signer.with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    Map<String, String> headers =
        Letter.of(job, "http://a.example/").headers(job, signer, Instant.ofEpochSecond(1614265330));

    assertEquals(
        Map.of(
            "webhook-id", "job-1",
            "webhook-timestamp", "1614265330",
            // By openssl: dgst -sha256 -mac HMAC over job-1.1614265330.{"test": 2432232314}
            "webhook-signature", "v1,rpRLUyFPboxF3YbXt/LGH3m7ldQQZ8zlwUo3ZvYq52g=",
            "Cqueue-Job-Id", "1",
            "Cqueue-Queue", "default",
            "Cqueue-Type", "50 %25 gr%C3%B6%C3%9Fer",
            "Cqueue-Attempt", "1"),
        headers);
    assertFalse(
        Letter.of(job, "http://a.example/")
            .headers(job, null, Instant.EPOCH)
            .containsKey("webhook-signature"));
    assertFalse(String.valueOf(signer).contains("MfKQ"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", " {\"a\": [1.0]} ", "\"ü\"", "null", "[]"})
  void jsonIsTakenAsItIs(String text) {
    assertEquals(JsonValue.of(text), Json.value(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "OK",
        "{",
        "1 2",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "\"\u0000\"",
        "nul",
        "[1,]"
      })
  void whatIsNoJsonIsNot(String text) {
    assertNull(Json.value(text.getBytes(UTF_8)));
    assertNull(Json.value(new byte[] {'"', (byte) 0xff, '"'}));
  }
}
