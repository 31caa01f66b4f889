package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are added again and again: {@code /schedules}. */
interface ScheduleRules extends Rules {

  private Answer put(String name, String body) {
    return http().send("PUT", "/schedules/" + name, json(body));
  }

  private void delete(String name) {
    http().send("DELETE", "/schedules/" + name, "").is(204);
  }

  @Test
  default void aScheduleComesBackAsItWasSaidAndWithItsNextTime() {
    String name = queue().name();
    String job = "{'Type':'T','Queue':'" + name + "','Payload':1.10,'Delay':1.5,'TTL':60}";

    Answer answer =
        put(
                name,
                "{'Cron':'30 4 1 1 *','TimeZone':'Europe/Paris','Overlap':'allow','Job':%s}"
                    .formatted(job))
            .is(200);

    JsonNode schedule = answer.json();
    assertEquals(name, schedule.path("Name").textValue());
    assertEquals("30 4 1 1 *", schedule.path("Cron").textValue());
    assertEquals("Europe/Paris", schedule.path("TimeZone").textValue());
    assertEquals("allow", schedule.path("Overlap").textValue());
    assertEquals(60, schedule.at("/Job/TTL").intValue());
    assertEquals(1.5, schedule.at("/Job/Delay").doubleValue());
    assertTrue(answer.text().contains("\"Payload\":1.10,"), answer::text);
    assertTrue(schedule.path("Next").textValue().endsWith("-01-01T03:30:00.000Z"));
    assertTrue(schedule.path("LastAt").isMissingNode());
    assertEquals(schedule, http().get("/schedules/" + name).is(200).json());
    delete(name);
  }

  @Test
  default void aScheduleSaysItsNextThreeRuns() {
    String name = queue().name();
    JsonNode daily = put(name, "{'Cron':'30 4 * * *','TimeZone':'Europe/Paris'}").is(200).json();

    List<String> runs = new ArrayList<>();
    daily.path("NextRuns").forEach(run -> runs.add(run.textValue()));
    assertEquals(3, runs.size());
    assertEquals(daily.path("Next").textValue(), runs.get(0));
    ZoneId paris = ZoneId.of("Europe/Paris");
    for (int i = 0; i < runs.size(); i++) {
      LocalDateTime local = LocalDateTime.ofInstant(Instant.parse(runs.get(i)), paris);
      LocalDateTime first = LocalDateTime.ofInstant(Instant.parse(runs.get(0)), paris);
      assertEquals(first.plusDays(i), local);
    }
    for (JsonNode each : http().get("/schedules").is(200).json().path("Schedules")) {
      assertEquals(each.path("Next"), each.path("NextRuns").path(0));
    }
    assertEquals(daily, http().get("/schedules/" + name).is(200).json());
    delete(name);
  }

  @Test
  default void aScheduleThatNeverRunsHasNoRuns() {
    String name = queue().name();
    JsonNode never = put(name, "{'Cron':'0 0 30 2 *'}").is(200).json();

    assertTrue(never.path("Next").isMissingNode(), never::toString);
    assertTrue(never.path("NextRuns").isMissingNode(), never::toString);
    delete(name);
  }

  @Test
  default void whatIsNotSaidHasItsDefault() {
    String name = queue().name();

    JsonNode schedule = put(name, "{'Cron':'0 0 1 1 *'}").is(200).json();

    assertEquals("UTC", schedule.path("TimeZone").textValue());
    assertEquals("skip", schedule.path("Overlap").textValue());
    assertEquals("NOT_TIME_CRITICAL", schedule.at("/Job/Type").textValue());
    Instant.parse(schedule.path("Next").textValue());
    delete(name);
  }

  @Test
  default void schedulesAreListedUntilTheyEnd() {
    String name = queue().name();
    String inQuotes = "\"" + name + "\"";
    assertFalse(http().get("/schedules").is(200).text().contains(inQuotes));
    put(name, "{'Cron':'0 0 1 1 *'}").is(200);
    put(name, "{'Cron':'0 0 2 1 *'}").is(200);

    JsonNode all = http().get("/schedules").is(200).json().path("Schedules");

    assertEquals(1, all.findValuesAsText("Name").stream().filter(name::equals).count());
    delete(name);
    assertFalse(http().get("/schedules").text().contains(inQuotes));
    http().get("/schedules/" + name).isProblem(404, "unknown-schedule");
    http().send("DELETE", "/schedules/" + name, "").isProblem(404, "unknown-schedule");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Cron | {}",
        "Cron | {'Cron':''}",
        "Cron | {'Cron':'* * * *'}",
        "Cron | {'Cron':5}",
        "Cron | {'Cron':'61 * * * *'}",
        "Cron | {'Cron':'hourly'}",
        "TimeZone | {'Cron':'* * * * *','TimeZone':'Mars'}",
        "TimeZone | {'Cron':'* * * * *','TimeZone':''}",
        "Overlap | {'Cron':'* * * * *','Overlap':'SKIP'}",
        "Overlap | {'Cron':'* * * * *','Overlap':true}",
        "Job | {'Cron':'* * * * *','Job':[]}",
        "Job.Priority | {'Cron':'* * * * *','Job':{'Priority':10}}",
        "Job.Priorty | {'Cron':'* * * * *','Job':{'Priorty':1}}",
        "Job.Tags.a | {'Cron':'* * * * *','Job':{'Tags':{'a':1}}}",
        "Name | {'Cron':'* * * * *','Name':'a'}"
      })
  default void aWrongScheduleIsRefusedByName(String field, String body) {
    String name = queue().name();

    put(name, body).isProblem(400, "invalid").blames(field);

    http().get("/schedules/" + name).isProblem(404, "unknown-schedule");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "1"})
  default void aScheduleThatIsNoObjectIsMalformed(String body) {
    put(queue().name(), body).isProblem(400, "malformed");
  }

  @Test
  default void aNameFollowsTheRulesOfQueues() {
    String body = "{'Cron':'0 0 1 1 *'}";
    String longest = "s".repeat(128);

    put(longest, body).is(200);
    delete(longest);
    put(longest + "s", body).isProblem(400, "invalid").blames("name");
    put("-a", body).isProblem(400, "invalid").blames("name");
    put("a%20b", body).isProblem(400, "invalid").blames("name");
  }
}
