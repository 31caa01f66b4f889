package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at the root and the files that it is made of. */
interface AssetRules {

  /** What a browser sends when someone goes to an address. */
  String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  /** The server under test. */
  Http http();

  @Test
  default void allThatThePageNeedsIsOnThisServerAndBelowIt() {
    Matcher links = LINK.matcher(http().get("/", "Accept", BROWSER).is(200).text());
    int files = 0;
    while (links.find()) {
      String link = links.group(1);
      if (link.matches("(console|webjars|docs)/.*")) {
        http().get("/" + link).is(200);
        files++;
      } else {
        assertTrue(link.startsWith("#") || link.startsWith("https://github.com/"), link);
      }
    }
    assertTrue(files > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/console.css", "/webjars/uplot/dist/uPlot.min.css"})
  default void nothingOfAnotherHostOrWithinThePageIsRun(String path) {
    Answer answer = http().get(path, "Accept", BROWSER).is(200);

    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        answer.header("Content-Security-Policy"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals("no-referrer", answer.header("Referrer-Policy"));
    assertEquals("no-cache", answer.header("Cache-Control"));
  }

  @Test
  default void thePageHasNoScriptOrStyleWithinIt() {
    String page = http().get("/", "Accept", BROWSER).is(200).text();

    assertFalse(Pattern.compile("<style|style=|<script[^>]*>[^<]|\\son\\w+=").matcher(page).find());
  }

  @ParameterizedTest
  @CsvSource({
    "/console/console.css, text/css",
    "/webjars/uplot/dist/uPlot.min.css, text/css",
    "/webjars/uplot/dist/uPlot.iife.min.js, text/javascript",
    "/webjars/uplot/package.json, application/json"
  })
  default void aFileHasItsType(String path, String type) {
    Answer get = http().get(path).is(200);
    Answer head = http().send("HEAD", path, "").is(200);

    assertEquals(type, get.header("Content-Type").replaceFirst(" *;.*", ""));
    assertTrue(get.body().length > 0);
    assertEquals(0, head.body().length);
    assertEquals(get.header("Content-Length"), head.header("Content-Length"));
    assertEquals(get.header("ETag"), head.header("ETag"));
  }

  @Test
  default void aFileIsSentOnceToWhoeverKeepsIt() {
    String path = "/console/console.css";
    String tag = http().get(path).is(200).header("ETag");

    Answer again = http().get(path, "If-None-Match", tag).is(304);
    assertEquals(0, again.body().length);
    assertEquals(tag, again.header("ETag"));
    http().get(path, "If-None-Match", "\"x\", W/" + tag).is(304);
    http().get(path, "If-None-Match", "\"x\"").is(200);
    http().get("/webjars/uplot/package.json", "If-None-Match", tag).is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console",
        "/console/",
        "/console/nothing.js",
        "/webjars",
        "/webjars/",
        "/webjars/uplot",
        "/webjars/uplot/",
        "/webjars/uplot/LICENSE",
        "/webjars/uplot/dist",
        "/webjars/uplot/dist/nothing.js",
        "/webjars/uplot/dist/.js",
        "/webjars/nothing/dist/uPlot.min.css",
        "/webjars/uplot/1.6.30/dist/uPlot.min.css"
      })
  default void whatIsNoFileForBrowsersIs404(String path) {
    http().get(path).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../WEB-INF/web.xml",
        "/console/%2e%2e/WEB-INF/web.xml",
        "/console/..%2findex.html",
        "/console/..%2f..%2fpom.properties",
        "/console/%5c..%5cindex.html",
        "/webjars/..%2f..%2fcqueue.txt",
        "/webjars/../META-INF/MANIFEST.MF",
        "/webjars/uplot/..%2f..%2f..%2fMANIFEST.txt"
      })
  default void nothingOutsideTheFoldersCanBeHad(String path) {
    Answer answer = http().raw("GET " + path, "Connection: close\r\n", new byte[0]);

    assertTrue(answer.status() >= 400, () -> answer.status() + "");
    assertFalse(answer.text().contains("<web-app"), answer::text);
    assertFalse(answer.text().contains("<title>cqueue"), answer::text);
  }

  @Test
  default void filesAreOnlyToBeRead() {
    String path = "/console/console.css";

    Answer answer = http().post(path, "x").isProblem(405, "method-not-allowed");
    assertEquals(Set.of("GET", "HEAD", "OPTIONS"), Set.of(answer.header("Allow").split(" *, *")));
    Answer options = http().send("OPTIONS", path, "").is(200);
    assertEquals(Set.of("GET", "HEAD", "OPTIONS"), Set.of(options.header("Allow").split(" *, *")));
  }
}
