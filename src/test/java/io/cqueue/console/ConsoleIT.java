package io.cqueue.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each button of the console does what it says; each test has a queue of its own. */
@Tag("browser")
@Timeout(300)
final class ConsoleIT {

  @TempDir private static Path directory;
  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    server = Server.start(directory);
    browser = new Browser(server.uri(), directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    List<String> wrong = browser.complaints();
    assertTrue(
        wrong.stream().allMatch(each -> each.contains("the server responded")), wrong::toString);
  }

  private static void openQueue(String name) {
    browser.open("#/queues/" + name);
  }

  @Test
  void theFormEnqueuesAJobAndKeepsItsPayloadDigitByDigit() {
    openQueue("form");
    browser.press("Enqueue");
    browser.type("Type", "MAIL");
    browser.type("Priority", "9");
    browser.type("Payload", "{\"n\": 12345678901234567890, \"n2\": 1.0}");
    browser.answer("Enqueue");
    browser.see("is enqueued.");

    JsonNode job = server.get("/jobs?queue=form").path("Jobs").path(0);
    assertEquals("MAIL", job.path("Type").asText());
    assertEquals(9, job.path("Priority").asInt());
    String text = server.text("GET", "/jobs/" + job.path("ID"), "");
    assertTrue(text.contains("12345678901234567890") && text.contains("1.0"), text);
  }

  @Test
  void whatTheServerRefusesIsSaidBesideItsField() {
    openQueue("refused");
    browser.press("Enqueue");
    browser.type("Priority", "11");
    browser.answer("Enqueue");

    browser.see("Priority must be from 0 to 9");
    assertEquals("Priority", browser.eval("document.activeElement.name"));
    browser.type("Priority", "3");
    browser.answer("Enqueue");
    browser.see("is enqueued.");
    assertEquals(1, server.count("refused", "QUEUED"));
  }

  @Test
  void aPayloadThatIsNoJsonIsNotSent() {
    openQueue("no-json");
    browser.press("Enqueue");
    browser.type("Payload", "1,\"Queue\":\"other\"");
    browser.answer("Enqueue");

    browser.see("Payload is not JSON");
    assertEquals(0, server.count("no-json", "QUEUED"));
    assertEquals(0, server.count("other", "QUEUED"));
  }

  @Test
  void jobsComeAndChangeWithoutBeingAskedFor() {
    openQueue("live");
    browser.see("No job here yet");
    browser.see("Live");

    long id = server.enqueue("live");
    browser.until("job " + id, () -> browser.textOf("tbody").contains(String.valueOf(id)));
    server.post("/jobs/dequeue?queue=live", "");
    browser.until("in progress", () -> browser.textOf("tbody").contains("In progress"));
    server.post("/jobs/" + id + "/conclude", "");
    browser.until("concluded", () -> browser.textOf("tbody").contains("Concluded"));
  }

  @Test
  void aJobIsCancelledInTheListAndPutBackOnItsPage() {
    long id = server.enqueue("single");
    openQueue("single");
    browser.press("Cancel job " + id);
    browser.see("Job " + id + " is cancelled.");
    assertEquals("CANCELLED", server.status(id));

    browser.open("#/jobs/" + id);
    browser.press("Retry");
    browser.see("Job " + id + " waits again.");
    assertEquals("QUEUED", server.status(id));
    browser.press("Cancel");
    browser.until("cancelled", () -> server.status(id).equals("CANCELLED"));
  }

  @Test
  void aFailedJobIsPutBackInTheList() {
    long id = server.fail("again");
    browser.open("#/queues/again?status=FAILED");
    browser.press("Retry job " + id);

    browser.see("Job " + id + " waits again.");
    assertEquals("QUEUED", server.status(id));
    browser.see("No such job here");
  }

  @Test
  void allThatFailedIsPutBack() {
    long first = server.fail("all-failed");
    long second = server.fail("all-failed");
    openQueue("all-failed");
    browser.press("Retry 2 failed");

    browser.see("2 jobs of all-failed wait again.");
    assertEquals("QUEUED", server.status(first));
    assertEquals("QUEUED", server.status(second));
  }

  @Test
  void aQueueIsPausedAndGoesOn() {
    server.enqueue("paused");
    openQueue("paused");
    browser.press("Pause");
    browser.see("paused is paused: it hands out nothing.");
    assertTrue(settings("paused").path("Paused").asBoolean());

    browser.press("Resume");
    browser.see("paused hands out jobs again.");
    assertFalse(settings("paused").path("Paused").asBoolean());
  }

  private static JsonNode settings(String queue) {
    return server.get("/queues/" + queue).path("Settings");
  }

  @Test
  void aPurgeSaysHowManyJobsItCancelsAndAsksFirst() {
    server.post(
        "/jobs/enqueue", "[{'Queue':'purged'},{'Queue':'purged'},{'Queue':'purged','Delay':900}]");
    openQueue("purged");
    browser.press("Purge");
    browser.see("This cancels 3 jobs");
    browser.answer("Keep as it is");
    browser.until("the dialog is closed", () -> browser.count("dialog") == 0);
    assertEquals(2, server.count("purged", "QUEUED"));

    browser.press("Purge");
    browser.answer("Cancel 3 jobs");
    browser.see("3 jobs of purged cancelled.");
    assertEquals(3, server.count("purged", "CANCELLED"));
  }

  @Test
  void settingsAreChangedAndTheOthersStay() {
    server.send("PUT", "/queues/set", "{'Paused':true,'Rate':2.5}");
    openQueue("set");
    browser.press("Settings");
    browser.type("In progress at most", "7");
    browser.answer("Save");
    browser.see("The settings of set are saved.");

    assertEquals(7, settings("set").path("MaxInProgress").asInt());
    assertEquals(2.5, settings("set").path("Rate").asDouble());
    assertTrue(settings("set").path("Paused").asBoolean());
  }

  @Test
  void aQueueIsDeletedOnlyAfterAsking() {
    server.send("PUT", "/queues/deleted", "{'Rate':2.5}");
    openQueue("deleted");
    browser.press("Delete");
    browser.answer("Delete the queue");

    browser.see("deleted is deleted.");
    assertEquals(0, settings("deleted").path("Rate").asDouble());
    assertEquals("#/", browser.address());
  }

  @Test
  void theServerDrainsAndTakesJobsAgain() {
    browser.open("#/");
    browser.press("Drain");
    browser.answer("Drain");
    browser.see("Draining: no new job is taken");
    assertTrue(server.get("/jobs/stats").path("Draining").asBoolean());

    browser.press("Take jobs again");
    browser.seeNo("Draining: no new job is taken");
    assertFalse(server.get("/jobs/stats").path("Draining").asBoolean());
  }

  @Test
  void aScheduleIsAddedAndDeleted() {
    browser.open("#/schedules");
    browser.press("Add a schedule");
    browser.type("Name", "nightly");
    browser.type("Cron", "61 * * * *");
    browser.answer("Save");
    browser.see("Cron must be");
    browser.type("Cron", "30 2 * * *");
    browser.type("Queue", "nights");
    browser.answer("Save");
    browser.see("The schedule nightly is saved.");
    JsonNode saved = server.get("/schedules/nightly");
    assertEquals("nights", saved.path("Job").path("Queue").asText());
    browser.until("next run", () -> browser.textOf("tbody").contains("in "));

    browser.press("Delete schedule nightly");
    browser.answer("Delete the schedule");
    browser.see("The schedule nightly is deleted.");
    assertEquals(0, server.get("/schedules").path("Schedules").size());
  }

  @Test
  void whatIsInAPayloadIsShownAndNothingMore() {
    String markup = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>";
    String json =
        "{\"Queue\":\"evil\",\"Type\":\"<b>T</b>\",\"Payload\":{\"html\":\""
            + markup
            + "\",\"n\":1.00}}";
    server.text("POST", "/jobs/enqueue", json);
    openQueue("evil");
    browser.see("<b>T</b>");
    long id = server.get("/jobs?queue=evil").path("Jobs").path(0).path("ID").asLong();
    browser.open("#/jobs/" + id);

    browser.see(markup);
    browser.see("1.00");
    assertEquals("undefined", browser.eval("typeof window.hacked"));
    assertEquals(0, browser.count("pre *"));
  }

  @Test
  void aJobShowsItsErrorItsResultAndWhatHappenedToIt() {
    long id = server.fail("story");
    server.post("/jobs/" + id + "/retry", "");
    server.post("/jobs/dequeue?queue=story", "");
    server.post("/jobs/" + id + "/conclude", "{'Result':{'sent':true}}");
    browser.open("#/jobs/" + id);

    browser.see("no such mailbox");
    browser.see("\"sent\": true");
    browser.until("all steps", () -> browser.count(".timeline li") == 5);
    assertTrue(browser.textOf(".timeline").contains("Attempt 2 taken"));
  }

  @Test
  void jobsAreFoundByStatusTypeAndTagAPageAtATime() {
    String jobs =
        IntStream.range(0, 120)
            .mapToObj(
                i -> "{'Queue':'pages','Type':'T%d','Tags':{'n':'%d'}}".formatted(i % 2, i % 60))
            .collect(Collectors.joining(",", "[", "]"));
    JsonNode ids = server.post("/jobs/enqueue", jobs);
    openQueue("pages");
    browser.until("a page", () -> browser.count("tbody tr") == 50);
    browser.press("Next");
    browser.until("the next", () -> firstRow().equals(ids.path(50).path("ID").asText()));
    browser.press("Next");
    browser.until("the last", () -> browser.count("tbody tr") == 20);
    browser.press("Previous");
    browser.until("the one before", () -> firstRow().equals(ids.path(50).path("ID").asText()));
    browser.press("First");
    browser.until("the first", () -> firstRow().equals(ids.path(0).path("ID").asText()));

    browser.type("Type", "T1");
    browser.type("Tag, as name=value", "n=7");
    browser.press("Filter");
    browser.until("two of them", () -> browser.count("tbody tr") == 2);
    browser.follow("Failed 0");
    browser.see("No such job here");
    browser.follow("Show all jobs of this queue");
    browser.until("all again", () -> browser.count("tbody tr") == 50);
  }

  private static String firstRow() {
    return browser.textOf("tbody tr:first-child th");
  }

  @Test
  void whereThereIsNothingItSaysHowToBegin() {
    openQueue("nothing");

    browser.see(
        "curl -d '{\"Type\":\"MAIL\",\"Queue\":\"nothing\"}' " + server.uri() + "/jobs/enqueue");
    browser.see("curl -X POST '" + server.uri() + "/jobs/dequeue?queue=nothing'");
    browser.see("curl -X POST " + server.uri() + "/jobs/1/conclude");
  }

  @Test
  void aJobIsFoundByItsId() {
    long id = server.enqueue("found");
    browser.open("#/");
    browser.type("Go to the job with this ID", String.valueOf(id));
    browser.enter();

    browser.see("Job " + id);
    browser.open("#/jobs/999999999");
    browser.see("There is no such job");
  }

  @Test
  void allOfItCanBeDoneFromTheKeyboard() {
    server.enqueue("keyboard");
    browser.open("#/");
    browser.see("keyboard");
    browser.keys("?");
    browser.see("Keyboard shortcuts");
    browser.enter();
    browser.until("the dialog is closed", () -> browser.count("dialog") == 0);
    browser.keys("/");
    browser.keys("keyboard");
    browser.until("one queue", () -> browser.count("tbody tr") == 1);
    browser.run("document.activeElement.blur()");
    browser.keys("j");
    assertEquals("keyboard", browser.focused());
    browser.enter();
    browser.until("the queue", () -> browser.address().equals("#/queues/keyboard"));
    browser.see("Oldest waits");
    assertEquals("keyboard", browser.focused());
    browser.keys("g", "s");
    browser.until("schedules", () -> browser.address().equals("#/schedules"));
    browser.keys("e");
    browser.see("Enqueue a job");
  }

  @Test
  void nothingIsAskedOfAnotherHost() {
    openQueue("own-host");
    browser.see("Live");

    String foreign =
        "performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('%s/')).length";
    assertEquals("0", browser.eval(foreign.formatted(server.uri())));
    assertTrue(
        Integer.parseInt(browser.eval("performance.getEntriesByType('resource').length")) > 10);
  }
}
