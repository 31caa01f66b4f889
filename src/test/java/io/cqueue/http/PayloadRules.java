package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the clients' own come back byte for byte. */
interface PayloadRules extends Rules {

  /** A value as it stands in an answer, without anything having read it. */
  private static String raw(Answer answer, String field, String next) {
    String text = answer.text();
    int start = text.indexOf("\"" + field + "\":") + field.length() + 3;
    return text.substring(start, text.indexOf(",\"" + next + "\":", start));
  }

  private static Answer isKept(String value, Answer answer) {
    assertEquals(value, raw(answer, "Payload", "EnqueuedAt"));
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10",
        "1e400",
        "-0",
        "-0.0E+0",
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827",
        "true",
        "false",
        "\"\"",
        "\"text\"",
        "\"\\u0041\\u00e9\\ud83d\\ude80\\u0000\\/\\b\"",
        "\"größer 🚀 作业\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":2,\"B\":null}",
        "[null,[],{\"\":[{}]}]",
        "{ \"a\" :\t[ 1 ,2\n] , \"b\":{ } }",
        "{\"ID\":1,\"Payload\":{\"Payload\":null}}"
      })
  default void aPayloadIsGivenBackAsItCame(String value) {
    OwnQueue queue = queue();
    long id =
        http()
            .post(
                "/jobs/enqueue",
                "{\"Queue\":\"" + queue.name() + "\" , \"Payload\" : " + value + " }")
            .is(201)
            .id();

    isKept(value, http().get("/jobs/" + id));
    isKept(value, http().get("/jobs?after=" + (id - 1)));
    isKept(value, queue.dequeue("max=1"));
    isKept(value, http().post("/jobs/" + id + "/conclude", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "\"x\"", "[1e400, {\"b\":1,\"a\":2}]", "false"})
  default void soAreProgressAndResult(String value) {
    long id = queue().taken("");
    String path = "/jobs/" + id;

    Answer extended = http().post(path + "/extend", "{\"Progress\":" + value + "}").is(200);
    Answer concluded = http().post(path + "/conclude", "{\"Result\": " + value + "}").is(200);

    assertTrue(extended.text().contains("\"Progress\":" + value + "}"), extended::text);
    assertEquals(value, raw(concluded, "Progress", "Result"));
    assertEquals(value, raw(concluded, "Result", "ConcludedAt"));
    assertEquals(value, raw(http().get(path), "Result", "ConcludedAt"));
  }

  @Test
  default void aPayloadOfNullIsNone() {
    long id = queue().add("'Payload':null");

    assertTrue(job(id).path("Payload").isMissingNode());
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 8_192, 32_768, 65_536, 1 << 20})
  default void aLargePayloadIsGivenBackAsItCame(int length) {
    OwnQueue queue = queue();
    String value = "\"" + "x".repeat(length - 2) + "\"";
    long id = queue.add("'Payload':" + value);

    isKept(value, http().get("/jobs/" + id));
    isKept(value, queue.dequeue(""));
    Answer concluded = http().post("/jobs/" + id + "/conclude", "{\"Result\":" + value + "}");
    assertEquals(value, raw(concluded.is(200), "Result", "ConcludedAt"));
  }

  @Test
  default void manyLargePayloadsComeInOneAnswer() {
    OwnQueue queue = queue();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(queue.add("'Payload':'" + String.valueOf(i).repeat(1 << 20) + "'"));
    }

    Answer list = http().get("/jobs?after=" + (ids.get(0) - 1)).is(200);
    Answer jobs = queue.dequeue("max=10").is(200);

    assertEquals(ids, jobs.ids());
    for (int i = 0; i < 8; i++) {
      String value = String.valueOf(i).repeat(1 << 20);
      assertEquals(value, jobs.json().path(i).path("Payload").textValue());
      assertEquals(value, list.json().path("Jobs").path(i).path("Payload").textValue());
    }
    int length = jobs.body().length;
    assertEquals(String.valueOf(length), jobs.header("Content-Length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "+1", ".5", "1.", "NaN", "'x'", "[1,]", "{\"a\":1,\"a\":2}", "tru"})
  default void aPayloadThatIsNotJsonIsMalformed(String value) {
    http().post("/jobs/enqueue", "{\"Payload\":" + value + "}").isProblem(400, "malformed");
  }

  /** So many fields, with all the same value. */
  private static String fields(int count, String value) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append(i == 0 ? "" : ",").append('"').append(i).append("\":").append(value);
    }
    return fields.toString();
  }

  @Test
  default void anObjectHasAsManyFieldsAsCanBeTold() {
    comesBack("{" + fields(100_000, "0") + "}");
    comesBack("[" + "{\"a\":0,\"b\":0,\"c\":0},".repeat(50_000) + "{}]");

    for (String value :
        List.of(
            "{" + fields(100_001, "0") + "}",
            "{\"a\":{" + fields(100_000, "0") + "}}",
            "[{" + fields(90_000, "0") + ",\"a\":[{" + fields(10_000, "0") + "}]}]")) {
      String body = "{\"Payload\":" + value + "}";
      http().post("/jobs/enqueue", body).isProblem(400, "invalid").blames("Payload");
    }
  }

  private void comesBack(String value) {
    OwnQueue queue = queue();
    isKept(value, http().get("/jobs/" + queue.add("'Payload':" + value)));
  }

  @Test
  default void neitherHasARequestMoreWithoutAValue() {
    http()
        .post("/jobs/enqueue", "{" + fields(100_001, "null") + "}")
        .isProblem(400, "invalid")
        .blames("100000");
  }

  @Test
  default void aNumberMayHaveAThousandDigitsAndNoMore() {
    String most = "1".repeat(1000);
    isKept(most, http().get("/jobs/" + queue().add("'Payload':" + most)));
    for (String more : new String[] {most + "1", "1".repeat(1 << 20), "1." + "0".repeat(1 << 20)}) {
      queue().offer("'Payload':" + more).isProblem(400, "malformed");
    }
  }

  @Test
  default void aPayloadIsAsDeepAsAnyoneMeans() {
    String deep = "[".repeat(900) + "]".repeat(900);
    isKept(deep, http().get("/jobs/" + queue().add("'Payload':" + deep)));

    String deeper = "[".repeat(100_000) + "]".repeat(100_000);
    queue().offer("'Payload':" + deeper).isProblem(400, "malformed");
  }
}
