package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a server is emptied, and what it says of its health. */
interface DrainRules extends Rules {

  @Test
  default void aServerThatRunsIsLiveAndReady() {
    assertEquals(json("{'Status':'live'}"), http().get("/health/live").is(200).text());
    assertEquals(json("{'Status':'ready'}"), http().get("/health/ready").is(200).text());
    http().get("/health").isProblem(404, "not-found");
  }

  @Test
  default void aServerThatDrainsTakesNoJobsOnAndLetsTheOthersBeFinished() {
    OwnQueue queue = queue();
    long id = queue.add();
    try {
      assertTrue(http().post("/drain", "").is(200).json().path("Draining").booleanValue());

      Answer refused = queue.offer("").isProblem(503, "draining");
      assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
      http().post("/jobs/enqueue", "[" + queue.job("") + "]").isProblem(503, "draining");
      assertEquals(json("{'Status':'draining'}"), http().get("/health/ready").is(503).text());
      http().get("/health/live").is(200);
      assertTrue(http().get("/jobs/stats").json().path("Draining").booleanValue());
      queue.take(id);
      http().post("/jobs/" + id + "/conclude", "").is(200);
      http().post("/drain", "").is(200);
    } finally {
      assertTrue(
          http().send("DELETE", "/drain", "").is(200).json().path("Draining").isMissingNode());
    }
    http().get("/health/ready").is(200);
    queue.add();
  }

  @Test
  default void aBackupTakesNoWordsAndIsAnsweredOnlyWhereThereIsADisk() {
    http().post("/backup", "{\"To\":1}").isProblem(400, "invalid").blames("To");
    Answer answer = http().post("/backup", "");
    if (answer.status() == 201) {
      assertTrue(answer.json().path("Bytes").longValue() > 0);
    } else {
      answer.isProblem(501, "no-backup");
    }
  }

  @Test
  default void everythingIsExportedALineEachAndTakenInOnlyByAServerThatNeverHadAJob() {
    OwnQueue queue = queue();
    long id = queue.add();
    Answer answer = http().get("/export").is(200);
    assertEquals("application/x-ndjson", answer.header("Content-Type"));
    String export = answer.text();
    assertTrue(export.startsWith("{\"Export\":1,\"LastID\":"), export);
    assertTrue(export.contains("\n{\"Job\":{\"ID\":" + id + ","), export);
    assertTrue(export.endsWith("}\n"), export);

    http().post("/import", export).isProblem(409, "store-not-empty");
    http().post("/import", "").isProblem(400, "malformed");
    queue.take(id);
  }

  @Test
  default void drainingTakesNoWordsAndDoesNothingIfItGetsSome() {
    http().post("/drain", "{\"Now\":true}").isProblem(400, "invalid").blames("Now");
    http().post("/drain", "now").isProblem(400, "malformed");

    http().get("/health/ready").is(200);
  }
}
