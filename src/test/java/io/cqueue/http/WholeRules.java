package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are one whole: {@code /batches}. */
interface WholeRules extends Rules {

  private static String body(OwnQueue queue, String fields) {
    return json("{'Name':'n','Jobs':[%s,%s]%s}".formatted(queue.job(""), queue.job(""), fields));
  }

  @Test
  default void aBatchIsAddedLookedAtAndEnds() {
    OwnQueue queue = queue();
    String next = ",'OnConclude':{'Job':{'Queue':'%s'}}".formatted(queue.name());
    Answer added = http().post("/batches", body(queue, next)).is(201);
    long id = added.json().path("ID").longValue();
    assertTrue(added.header("Location").endsWith("/batches/" + id));
    assertEquals(id + 1, added.json().at("/Jobs/0/ID").longValue());

    JsonNode open = http().get("/batches/" + id).is(200).json();
    assertEquals("OPEN", open.path("Status").textValue());
    assertEquals("n", open.path("Name").textValue());
    assertEquals(queue.name(), open.at("/Queues/0").textValue());
    assertEquals(2, open.path("Total").intValue());
    assertEquals(2, open.path("Pending").intValue());
    assertEquals(queue.name(), open.at("/OnConclude/Job/Queue").textValue());
    assertTrue(open.path("EndedAt").isMissingNode());
    for (int i = 0; i < 2; i++) {
      JsonNode job = queue.take();
      assertEquals(id, job.path("Batch").longValue());
      http().post("/jobs/" + job.path("ID").longValue() + "/conclude", "").is(200);
    }

    JsonNode ended = http().get("/batches/" + id).is(200).json();
    assertEquals("ENDED", ended.path("Status").textValue());
    assertEquals(2, ended.path("Concluded").intValue());
    assertEquals(0, ended.path("Pending").intValue());
    JsonNode last = queue.take();
    assertEquals(id, last.path("ParentBatch").longValue());
    assertEquals("batch.ended", last.at("/Payload/Event").textValue());
    assertEquals(id, last.at("/Payload/Batch/ID").longValue());
  }

  @Test
  default void aBatchIsSafeToRepeat() {
    OwnQueue queue = queue();
    String key = queue.name();
    Answer first = http().post("/batches", body(queue, ""), "Idempotency-Key", key).is(201);

    Answer again = http().post("/batches", body(queue, ""), "Idempotency-Key", key).is(201);
    assertEquals(first.json(), again.json());
    http()
        .post("/batches", body(queue, ",'OnFail':null"), "Idempotency-Key", key)
        .isProblem(422, "key-reused");
    http()
        .post("/jobs/enqueue", queue.job(""), "Idempotency-Key", key)
        .isProblem(422, "key-reused");
  }

  @Test
  default void jobsOfABatchTakeTheTraceOfTheHeader() {
    OwnQueue queue = queue();
    http().post("/batches", body(queue, ""), "traceparent", TraceRules.ONE).is(201);

    assertEquals(TraceRules.ONE, queue.take().path("TraceParent").textValue());
  }

  @Test
  default void aBatchThatThereIsNotIsUnknown() {
    http().get("/batches/999999999").isProblem(404, "unknown-batch");
    http().get("/batches/99999999999999999999").isProblem(404, "unknown-batch");
    http().get("/batches/x").is(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Jobs | {}",
        "Jobs | {'Jobs':[]}",
        "Jobs | {'Jobs':{}}",
        "Jobs[1].Typ | {'Jobs':[{},{'Typ':1}]}",
        "Jobs[0].Priority | {'Jobs':[{'Priority':10}]}",
        "Name | {'Jobs':[{}],'Name':''}",
        "Typ | {'Jobs':[{}],'Typ':1}",
        "OnFail.URL | {'Jobs':[{}],'OnFail':{'URL':'x'}}"
      })
  default void aBatchThatMakesNoSenseIsRefusedAndTheFieldIsNamed(String field, String body) {
    http().post("/batches", json(body)).isProblem(400, "invalid").blames(field);
  }
}
