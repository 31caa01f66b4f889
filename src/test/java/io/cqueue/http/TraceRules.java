package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job takes the trace that it is a part of from its producer to its consumer. */
interface TraceRules extends Rules {

  String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  String OTHER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  @Test
  default void aConsumerGetsTheTraceOfTheProducer() {
    OwnQueue queue = queue();
    long id = queue.offer("", "traceparent", ONE, "tracestate", "a=1,b=2").is(201).id();

    JsonNode taken = queue.take();

    assertEquals(ONE, taken.path("TraceParent").textValue());
    assertEquals("a=1,b=2", taken.path("TraceState").textValue());
    assertEquals(ONE, job(id).path("TraceParent").textValue());
    http().post("/jobs/" + id + "/release", "").is(200);
    assertEquals(ONE, queue.take().path("TraceParent").textValue());
  }

  @Test
  default void aJobWithoutATraceHasNoneToShow() {
    OwnQueue queue = queue();
    queue.add();

    assertTrue(queue.take().path("TraceParent").isMissingNode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s,%s]", "%s\n%s"})
  default void eachJobOfManyCanHaveItsOwn(String form) {
    OwnQueue queue = queue();
    String body = form.formatted(queue.job("'TraceParent':'" + OTHER + "'"), queue.job(""));
    String type = form.startsWith("[") ? "application/json" : "application/x-ndjson";

    http()
        .post("/jobs/enqueue", body, "traceparent", ONE, "tracestate", "a=1", "Content-Type", type)
        .is(201);

    JsonNode own = queue.take();
    assertEquals(OTHER, own.path("TraceParent").textValue());
    assertTrue(own.path("TraceState").isMissingNode(), "that is of the other trace");
    assertEquals(ONE, queue.take().path("TraceParent").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "00-0-0-00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  default void aHeaderThatMakesNoSenseIsPassedOver(String header) {
    OwnQueue queue = queue();
    queue.offer("", "traceparent", header, "tracestate", "a=1").is(201);

    assertTrue(queue.take().path("TraceParent").isMissingNode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "TraceParent | {'TraceParent':'nonsense'}",
        "TraceParent | {'TraceParent':1}",
        "TraceState | {'TraceState':'a=1'}",
        "TraceState |"
            + " {'TraceParent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01','TraceState':''}"
      })
  default void aFieldThatMakesNoSenseIsRefused(String field, String body) {
    http().post("/jobs/enqueue", json(body)).isProblem(400, "invalid").blames(field);
  }
}
