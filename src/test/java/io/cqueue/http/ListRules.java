package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How jobs are found: {@code GET /jobs}. */
interface ListRules extends Rules {

  /** All pages from one on: a page ends after so many jobs that the filter does not find. */
  private List<Long> list(OwnQueue queue, String parameters) {
    String path = "/jobs?queue=" + queue.name() + (parameters.isEmpty() ? "" : "&" + parameters);
    JsonNode page = http().get(path).is(200).json();
    List<Long> ids = Answer.ids(page.path("Jobs"));
    while (page.has("Next")) {
      page = http().get(path + "&after=" + page.path("Next").asLong()).is(200).json();
      ids.addAll(Answer.ids(page.path("Jobs")));
    }
    return ids;
  }

  /** The first page of what comes from this job on. */
  private List<Long> page(OwnQueue queue, long first, String limit) {
    String path = "/jobs?queue=" + queue.name() + "&after=" + (first - 1) + limit;
    return Answer.ids(http().get(path).is(200).json().path("Jobs"));
  }

  @Test
  default void jobsAreListedByIdWhateverTheirOrderInTheQueue() {
    OwnQueue queue = queue();
    long first = queue.add("'Priority':0");
    long second = queue.add("'Priority':9");

    assertEquals(List.of(first, second), list(queue, ""));
  }

  @Test
  default void aFilterIsMetInAllItsParts() {
    OwnQueue queue = queue();
    long a = queue.add("'Type':'a','Tags':{'k':'1','l':'x y'}");
    long b = queue.add("'Type':'b','Tags':{'k':'1','l.m':'2'}");
    long c = queue.add("'Type':'c,d'");
    queue.take(a);

    assertEquals(List.of(a), list(queue, "status=IN_PROGRESS"));
    assertEquals(List.of(b, c), list(queue, "status=QUEUED,FAILED"));
    assertEquals(List.of(a, b), list(queue, "type=b,a"));
    assertEquals(List.of(a, b), list(queue, "tag.k=1"));
    assertEquals(List.of(a), list(queue, "tag.k=1&tag.l=x%20y"));
    assertEquals(List.of(b), list(queue, "tag.l.m=2"));
    assertEquals(List.of(b), list(queue, "tag.k=1&status=QUEUED&type=a,b,c"));
    assertEquals(List.of(), list(queue, "tag.k=2"));
    assertEquals(List.of(), list(queue, "status=CONCLUDED"));
  }

  @Test
  default void theJobsOfABatchAreListed() {
    OwnQueue queue = queue();
    queue.add();
    String body = json("{'Jobs':[" + queue.job("") + "," + queue.job("'Type':'b'") + "]}");
    JsonNode batch = http().post("/batches", body).is(201).json();
    queue.add();

    List<Long> jobs = Answer.ids(batch.path("Jobs"));
    assertEquals(jobs, list(queue, "batch=" + batch.path("ID").asLong()));
    assertEquals(jobs.subList(1, 2), list(queue, "type=b&batch=" + batch.path("ID").asLong()));
  }

  @Test
  default void aListGoesOnWhereTheLastOneEnded() {
    OwnQueue queue = queue();
    List<Long> all = queue.add(7);

    assertEquals(all, list(queue, "limit=3"));
    assertEquals(all.subList(0, 3), page(queue, all.get(0), "&limit=3"));
    assertEquals(all.subList(5, 7), page(queue, all.get(5), "&limit=1000"));
    assertEquals(all.subList(6, 7), page(queue, all.get(6), "&limit=1"));
    assertEquals(List.of(), list(queue, "after=9223372036854775807"));
  }

  @Test
  default void withoutALimitAPageHasAHundredJobs() {
    OwnQueue queue = queue();
    String job = queue.job("");
    String body = "[" + (job + ",").repeat(100) + job + "]";
    long first = http().post("/jobs/enqueue", body).is(201).ids().get(0);

    assertEquals(100, page(queue, first, "").size());
    assertEquals(101, page(queue, first, "&limit=101").size());
  }

  @Test
  default void withoutAFilterAllJobsAreListed() {
    long id = queue().add();

    JsonNode page = http().get("/jobs?after=" + (id - 1)).is(200).json();

    assertEquals(id, page.at("/Jobs/0/ID").asLong());
    assertTrue(page.at("/Jobs/0/Attempts").isMissingNode());
  }

  @Test
  default void theJobsOfAQueueThatNobodyNamedAreNone() {
    JsonNode page = http().get("/jobs?queue=nobody-named-it").is(200).json();

    assertEquals("{\"Jobs\":[]}", page.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "limit | 0",
        "limit | 1001",
        "limit | -1",
        "limit | x",
        "limit | \"\"",
        "after | -1",
        "batch | 0",
        "batch | -1",
        "batch | x",
        "batch | \"\"",
        "after | x",
        "after | 9223372036854775808",
        "after | 1.5",
        "status | queued",
        "status | NONSENSE",
        "status | QUEUED,",
        "queue | -a",
        "queue | a b",
        "queue | \"\"",
        "Queue | a",
        "consumer | x",
        "tags.k | v",
        "tag | v",
        "limit | 1&limit=2"
      })
  default void aWrongFilterIsRefusedByName(String name, String value) {
    http()
        .get("/jobs?" + name + "=" + value.replace(" ", "%20"))
        .isProblem(400, "invalid")
        .blames(name);
  }
}
