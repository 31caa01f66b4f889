package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says of its own interface. */
interface DescriptionRules {

  /** But for an icon that is no file. */
  Pattern LINK = Pattern.compile("(?:href|src)=\"(?!data:)([^\"]+)\"");

  /** The server under test. */
  Http http();

  @ParameterizedTest
  @CsvSource({"/openapi.json, application/json", "/openapi.yaml, application/yaml"})
  default void theInterfaceIsDescribedForPrograms(String path, String type) {
    Answer answer = http().get(path).is(200);

    assertEquals(type, answer.header("Content-Type").replaceFirst(" *;.*", ""));
    assertTrue(answer.text().contains("/jobs/enqueue"), answer::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/openapi.yaml"})
  default void aDescriptionThatIsKnownIsNotSentAgain(String path) {
    String tag = http().get(path).is(200).header("ETag");

    Answer known = http().get(path, "If-None-Match", tag).is(304);

    assertEquals(tag, known.header("ETag"));
    assertEquals("", known.text());
    http().get(path, "If-None-Match", "\"another\"").is(200);
  }

  @Test
  default void aPageShowsItWithNothingFromAnotherHost() {
    Answer moved = http().get("/docs").is(302);
    assertTrue(moved.header("Location").endsWith("docs/"), moved.header("Location"));
    Answer page = http().get("/docs/").is(200);
    assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'"));

    Matcher links = LINK.matcher(page.text());
    int files = 0;
    while (links.find()) {
      String link = links.group(1);
      assertFalse(link.contains("//"), link);
      http().get(link.startsWith("../") ? link.substring(2) : "/docs/" + link).is(200);
      files++;
    }
    assertTrue(files >= 4, page::text);
  }
}
