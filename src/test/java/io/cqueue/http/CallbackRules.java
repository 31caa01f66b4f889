package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are added because others ended. */
interface CallbackRules extends Rules {

  @Test
  default void aJobShowsItsCallbacksAndTheNextOneItsParent() {
    OwnQueue queue = queue();
    String next =
        "{'Job':{'Type':'THEN','Queue':'%s','Payload':{ 'n' : 1.50 },'Delay':0.5,'Tags':{'a':'b'},"
                .formatted(queue.name())
            + "'OnFail':{'URL':'https://example.org/b'}}}";
    long id = queue.add("'OnConclude':" + next + ",'OnFail':{'URL':'https://example.org/a'}");

    JsonNode job = queue.take();
    assertEquals("THEN", job.at("/OnConclude/Job/Type").textValue());
    assertEquals(5, job.at("/OnConclude/Job/Priority").intValue());
    assertEquals(0.5, job.at("/OnConclude/Job/Delay").doubleValue());
    assertEquals("b", job.at("/OnConclude/Job/Tags/a").textValue());
    assertEquals("https://example.org/b", job.at("/OnConclude/Job/OnFail/URL").textValue());
    assertEquals("https://example.org/a", job.at("/OnFail/URL").textValue());
    assertTrue(http().get("/jobs/" + id).text().contains("\"Payload\":{ \"n\" : 1.50 }"));
    http().post("/jobs/" + id + "/conclude", "").is(200);

    JsonNode listed = http().get("/jobs?status=SCHEDULED&queue=" + queue.name()).json();
    assertEquals(id, listed.at("/Jobs/0/Parent").longValue());
    assertEquals("SCHEDULED", listed.at("/Jobs/0/Status").textValue());
  }

  @Test
  default void withoutAPayloadTheNextJobGetsWordOfWhatEnded() {
    OwnQueue queue = queue();
    long id =
        queue.add("'OnFail':{'Job':{'Queue':'%s','Type':'CLEAN-UP'}}".formatted(queue.name()));
    queue.take();
    http()
        .post("/jobs/" + id + "/fail", json("{'Error':'no \\u0001 disk \\\\','Retry':false}"))
        .is(200);

    JsonNode word = queue.take().path("Payload");
    assertEquals("job.failed", word.path("Event").textValue());
    assertEquals(id, word.at("/Job/ID").longValue());
    assertEquals("FAILED", word.at("/Job/Status").textValue());
    assertEquals(queue.name(), word.at("/Job/Queue").textValue());
    assertEquals(1, word.at("/Job/Attempt").intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "OnConclude | {'OnConclude':1}",
        "OnConclude | {'OnConclude':'https://example.org'}",
        "OnConclude.Job | {'OnConclude':{}}",
        "OnConclude.Typ | {'OnConclude':{'Typ':1}}",
        "OnConclude.URL | {'OnConclude':{'Job':{},'URL':'https://example.org'}}",
        "OnConclude.Job | {'OnConclude':{'URL':'https://example.org','Job':{}}}",
        "OnFail.URL | {'OnFail':{'URL':'example.org'}}",
        "OnFail.URL | {'OnFail':{'URL':'file:///etc/passwd'}}",
        "OnFail.Job.Typ | {'OnFail':{'Job':{'Typ':1}}}",
        "OnFail.Job.Priority | {'OnFail':{'Job':{'Priority':10}}}",
        "OnFail.Job.After | {'OnFail':{'Job':{'After':[1]}}}",
        "OnFail.Job.OnFail.Job.Delay | {'OnFail':{'Job':{'OnFail':{'Job':{'Delay':-1}}}}}",
        "Parent | {'Parent':1}"
      })
  default void aCallbackThatMakesNoSenseIsRefusedAndTheFieldIsNamed(String field, String body) {
    http().post("/jobs/enqueue", json(body)).isProblem(400, "invalid").blames(field);
  }

  @Test
  default void callbacksThatAreTooDeepAreRefused() {
    String deep = "{'Type':'A'}";
    for (int i = 0; i < 9; i++) {
      deep = "{'OnFail':{'Job':" + deep + "}}";
    }
    http().post("/jobs/enqueue", json(deep)).isProblem(400, "invalid").blames("OnFail.Job");
    String deeper = "{'OnFail':{'Job':".repeat(2000) + "{}" + "}}".repeat(2000);
    http().post("/jobs/enqueue", json(deeper)).is(400);
  }
}
