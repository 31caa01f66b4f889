package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the body of a request may be, and how a wrong one is refused. */
interface BodyRules {

  /** The longest body that a server reads by default. */
  int MAX_BODY_BYTES = 8 << 20;

  /** The server under test. */
  Http http();

  private Answer enqueue(String body, String... headers) {
    return http().post("/jobs/enqueue", body, headers);
  }

  private Answer enqueue(byte[] body) {
    return http().send("POST", "/jobs/enqueue", body);
  }

  private void isAccepted(String type, String escaped) {
    long id = enqueue("{\"Type\":\"" + escaped + "\"}").is(201).id();
    assertEquals(type, http().get("/jobs/" + id).json().path("Type").textValue());
  }

  private void isRefused(String escapedType) {
    enqueue("{\"Type\":\"" + escapedType + "\"}").isProblem(400, "invalid").blames("Type");
  }

  @Test
  default void aTypeHas1To128Characters() {
    isAccepted("x", "x");
    isAccepted("x".repeat(128), "x".repeat(128));
    isAccepted("🚀".repeat(128), "🚀".repeat(128));
    isRefused("");
    isRefused("x".repeat(129));
    isRefused("🚀".repeat(129));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "größer", "作业", "1", "null", "<b>&'\u00a0"})
  default void aTypeIsAnyPrintableText(String type) {
    isAccepted(type, type);
  }

  @Test
  default void aTypeMayBeWrittenWithEscapes() {
    isAccepted("a\"b\\c/é🚀", "\\u0061\\\"b\\\\c\\/\\u00e9\\ud83d\\ude80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\nb", "\\u001b[31m", "\\u007f", "\\u202e", "\\ud800"})
  default void aTypeWithWhatCannotBePrintedIsRefused(String escaped) {
    isRefused(escaped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "true", "[]", "[\"A\"]", "{}", "{\"Type\":\"A\"}"})
  default void aTypeThatIsNoStringIsRefused(String value) {
    enqueue("{\"Type\":" + value + "}").isProblem(400, "invalid").blames("Type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"Priorty | {`Priorty`:9}", "type | {`Type`:`A`,`type`:`B`}", "Id | {`Id`:[{}]}"})
  default void anUnknownFieldIsRefusedByName(String field, String body) {
    enqueue(body.replace('`', '"')).isProblem(400, "invalid").blames(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "Type=A",
        "5",
        "\"A\"",
        "null",
        "[1]",
        "{",
        "{\"Type\"",
        "{\"Type\":",
        "{\"Type\":\"A",
        "{\"Type\":\"A\"",
        "{\"Type\":\"A\",}",
        "{,}",
        "{\"Type\" \"A\"}",
        "{Type:\"A\"}",
        "{'Type':'A'}",
        "{\"Type\":A}",
        "{\"Type\":NaN}",
        "{\"Type\":\"\\x\"}",
        "{\"Type\":\"a\nb\"}",
        "{\"Type\":\"A\"} // why",
        "/* why */ {}",
        "{\"Type\":\"A\"}}",
        "{\"Type\":\"A\"}{\"Type\":\"A\"}",
        "{\"Type\":\"A\"} x",
        "{\"Type\":\"A\",\"Type\":\"A\"}",
        "{\"Type\":null,\"Type\":\"A\"}"
      })
  default void aBodyThatIsNotOneJsonObjectIsMalformed(String body) {
    enqueue(body).isProblem(400, "malformed");
  }

  @Test
  default void aNameBeyondAllMeasureIsRefusedWithoutALongAnswer() {
    Answer answer = enqueue("{\"" + "x".repeat(100_000) + "\":1}");

    answer.isProblem(400, "malformed");
    assertTrue(answer.body().length < 1_000, answer::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  default void aBodyInAnotherEncodingIsMalformed(String charset) {
    enqueue("{\"Type\":\"A\"}".getBytes(Charset.forName(charset))).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00e9", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00ff", "\u00f4\u0090"})
  default void aBodyThatIsNotValidUtf8IsMalformed(String bytes) {
    String body = "{\"Type\":\"" + bytes + "\"}";

    enqueue(body.getBytes(StandardCharsets.ISO_8859_1)).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "{\"Type\":\"A\0\"}", "{\"Type\":\"A\"}\0"})
  default void aBodyWithNulIsMalformed(String body) {
    enqueue(body).isProblem(400, "malformed");
  }

  @Test
  default void aByteOrderMarkIsPassedOver() {
    enqueue("\ufeff{\"Type\":\"A\"}").is(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=ISO-8859-1",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/x-nonsense",
        "*/*",
        "json",
        "/",
        "text/plain; charset=",
        "application/json; charset=nonsense"
      })
  default void aBodyIsJsonWhateverItsContentTypeSays(String contentType) {
    long id = enqueue("{\"Type\":\"größer\"}", "Content-Type", contentType).is(201).id();

    assertEquals("größer", http().get("/jobs/" + id).json().path("Type").textValue());
    enqueue("nonsense", "Content-Type", contentType).isProblem(400, "malformed");
  }

  @Test
  default void aBodyNeedsNoContentType() {
    enqueue("{\"Type\":\"A\"}").is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "nonsense", "identity, gzip"})
  default void aBodyWithAContentEncodingIs415(String encoding) {
    enqueue("{}", "Content-Encoding", encoding).isProblem(415, "unsupported-encoding");
  }

  @Test
  default void aBodyOfExactlyTheLimitIsRead() {
    enqueue("{\"Type\":\"A\"}" + " ".repeat(MAX_BODY_BYTES - 12)).is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8388609", "2147483648", "9223372036854775807"})
  default void aLongerBodyIsRefusedBeforeAnyOfItIsRead(String length) {
    http()
        .raw("POST /jobs/enqueue", "Content-Length: " + length + "\r\n", new byte[0])
        .isProblem(413, "body-too-large");
  }

  @Test
  default void aChunkedBodyIsReadUpToTheLimitAndNoFurther() {
    // One byte too many, and no end: only a server that stops reading here ever answers.
    String chunks = "%x\r\n%s\r\n1\r\nx\r\n".formatted(MAX_BODY_BYTES, " ".repeat(MAX_BODY_BYTES));

    http()
        .raw(
            "POST /jobs/enqueue",
            "Transfer-Encoding: chunked\r\n",
            chunks.getBytes(StandardCharsets.US_ASCII))
        .isProblem(413, "body-too-large");
  }

  @Test
  default void aChunkedBodyWithinTheLimitIsRead() {
    http()
        .raw(
            "POST /jobs/enqueue",
            "Transfer-Encoding: chunked\r\n",
            "3\r\n{\"T\r\n9\r\nype\":\"A\"}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
        .is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /jobs/dequeue", "PUT /jobs/1/conclude"})
  default void theLimitIsForEveryRequest(String requestLine) {
    http()
        .raw(requestLine, "Content-Length: " + (MAX_BODY_BYTES + 1) + "\r\n", new byte[0])
        .isProblem(413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/dequeue", "/jobs/1/conclude", "/jobs/conclude/1"})
  default void whatNeedsNoBodyStillChecksTheOneItGets(String path) {
    http().post(path, "{\"Nonsense\":1}").isProblem(400, "invalid").blames("Nonsense");
    http().post(path, "nonsense").isProblem(400, "malformed");
  }
}
