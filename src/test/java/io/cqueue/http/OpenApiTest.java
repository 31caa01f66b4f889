package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the description of the interface says of itself. {@link Conformity} holds it to what servers
 * answer.
 */
final class OpenApiTest {

  private static final OpenApi API = OpenApi.DESCRIPTION;

  @Test
  void everyRequestThatIsAnsweredIsDescribedAndNoOther() throws IOException {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : API.paths().properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    assertEquals(ApiDocTest.answered(), described);
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() {
    List<String> wrong = new ArrayList<>();
    int examples = 0;
    for (Map.Entry<String, JsonNode> content : contents("", API.all()).entrySet()) {
      for (JsonNode reference : content.getValue().path("examples")) {
        JsonNode value = API.resolve(reference).path("value");
        API.errors(content.getKey() + "/schema", value)
            .forEach(error -> wrong.add(content.getKey() + ": " + error));
        examples++;
      }
    }

    assertEquals(List.of(), wrong);
    assertTrue(examples > 80, examples + " examples");
  }

  @Test
  void allThatIsSentHasAnExample() {
    contents("", API.all())
        .forEach((where, content) -> assertFalse(content.path("examples").isEmpty(), where));
  }

  /** Each body of one type, by where it is. */
  private static Map<String, JsonNode> contents(String at, JsonNode node) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String here = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      if (at.endsWith("/content")) {
        found.put(here, field.getValue());
      } else {
        found.putAll(contents(here, field.getValue()));
      }
    }
    return found;
  }

  @Test
  void everyProblemIsDescribedAsItIsAnswered() {
    Map<String, String> described = new TreeMap<>();
    API.components()
        .path("responses")
        .forEach(
            answer ->
                answer
                    .at("/content/application~1problem+json/examples")
                    .forEach(
                        example -> {
                          JsonNode it = example.path("value");
                          String type = it.path("type").asText().replace("urn:cqueue:", "");
                          described.put(type, it.path("status") + " " + it.path("title").asText());
                        }));

    Map<String, String> answered = new TreeMap<>();
    ApiDocTest.problems().forEach(it -> answered.put(it.type(), it.status() + " " + it.title()));
    // What is not there is not described.
    answered.keySet().removeAll(Set.of("not-found", "method-not-allowed"));
    assertEquals(answered, described);
  }

  @Test
  void yamlAndJsonSayTheSame() throws IOException {
    try (InputStream yaml = OpenApiResource.class.getResourceAsStream("openapi.yaml")) {
      Object read =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(yaml));

      assertEquals(API.all(), OpenApi.tree(read));
    }
  }

  @Test
  void anAnswerThatIsNotDescribedIsNoticed() {
    Request asked = Request.of("GET", "/jobs/stats", new byte[0]);
    String right = "{\"Queued\":0,\"InProgress\":0,\"Concluded\":0,\"UptimeMillis\":1}";

    Conformity.check(asked, answer(200, "application/json", right));

    isNoticed(asked, answer(201, "application/json", right));
    isNoticed(asked, answer(200, "text/plain", right));
    isNoticed(asked, answer(200, "application/json", right.replace("Queued", "Waiting")));
    isNoticed(asked, answer(200, "application/json", right.replace("}", ",\"New\":1}")));
    isNoticed(asked, answer(200, "application/json", right.replace(":1}", ":\"1\"}")));
    isNoticed(
        asked, new Answer(200, headers(Map.of("Content-Type", "application/json")), bytes(right)));
    isNoticed(
        Request.of("GET", "/jobs/stats?new=1", new byte[0]),
        answer(200, "application/json", right));
    isNoticed(Request.of("GET", "/new", new byte[0]), answer(200, "application/json", right));
  }

  @Test
  void aRequestThatIsTakenAndNotDescribedIsNoticed() {
    Answer added = answer(201, "application/json", "{\"ID\":1}");

    Conformity.check(Request.of("POST", "/jobs/enqueue", bytes("{\"Type\":\"A\"}")), added);

    isNoticed(Request.of("POST", "/jobs/enqueue", bytes("{\"New\":1}")), added);
    isNoticed(Request.of("POST", "/jobs/enqueue", bytes("{\"Priority\":10}")), added);
    isNoticed(Request.of("PATCH", "/jobs/enqueue", bytes("{}")), added);
  }

  private static void isNoticed(Request request, Answer answer) {
    assertThrows(AssertionError.class, () -> Conformity.check(request, answer));
  }

  private static Answer answer(int status, String type, String body) {
    return new Answer(
        status, headers(Map.of("Content-Type", type, RequestIds.HEADER, "a-1")), bytes(body));
  }

  private static HttpHeaders headers(Map<String, String> headers) {
    Map<String, List<String>> all = new TreeMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return HttpHeaders.of(all, (name, value) -> true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
