package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthResourceTest {

  private final MemoryJobQueue queue =
      new MemoryJobQueue(InstantSource.system(), new CronCalendar(), new MemoryLimits(1, 1));

  @AfterEach
  void close() {
    queue.close();
  }

  private HealthResource health(boolean alive, int seconds) {
    return new HealthResource(
        Access.open(queue), new FixedPulse(alive, Duration.ofSeconds(seconds)));
  }

  private static void assertSays(int code, String status, Response response) {
    String json = new String(Json.bytes((JsonAnswer) response.getEntity()), StandardCharsets.UTF_8);
    assertEquals("{\"Status\":\"" + status + "\"}", json);
    assertEquals(code, response.getStatus());
  }

  @Test
  void aServerWhoseTimePassesIsLiveAndReady() {
    assertSays(200, "live", health(true, 0).live());
    assertSays(200, "ready", health(true, 20).ready());
  }

  @Test
  void aServerThatDoesNotDoWhatIsDueIsNotReadyButNeedsNoNewStart() {
    // It may be the database that takes so long, and a new start would not help that.
    assertSays(503, "late", health(true, 21).ready());
    assertSays(200, "live", health(true, 21).live());
  }

  @Test
  void aServerForWhichTimeStandsStillNeedsANewStart() {
    assertSays(503, "dead", health(false, 21).live());
  }

  @Test
  void aServerThatDrainsIsNotReadyButLive() {
    queue.drain(true);

    assertSays(503, "draining", health(true, 0).ready());
    assertSays(200, "live", health(true, 0).live());
  }
}
