package io.cqueue.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Caller;
import io.cqueue.core.Digests;
import io.cqueue.core.OpenException;
import io.cqueue.core.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenFileTest {

  @TempDir private Path directory = Path.of("");
  private Path file = Path.of("");
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("tokens");
  }

  private TokenFile open() {
    return TokenFile.open(file, () -> now);
  }

  /** Writes the file so that it is seen to be another, however fast the test is. */
  private void write(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    now = now.plusSeconds(1);
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  private static String line(String name, String token) {
    return name + " produce,read mail,news-* sha256:" + Digests.sha256(token);
  }

  @Test
  void aTokenThatWasMadeIsKnown() {
    String one = NewToken.addTo(file, "mailer", "produce,consume", "mail,news-*");
    String two = NewToken.addTo(file, "ops", "OPERATE", "*");

    TokenFile tokens = open();

    assertEquals(
        new Caller("mailer", Set.of(Role.PRODUCE, Role.CONSUME), List.of("mail", "news-*")),
        tokens.authenticate(one));
    assertEquals(new Caller("ops", Set.of(Role.OPERATE), List.of("*")), tokens.authenticate(two));
    assertNull(tokens.authenticate(one + "x"));
    assertNull(tokens.authenticate(""));
    assertNull(tokens.authenticate(Digests.sha256(one)));
  }

  @Test
  void theLinesInTheDocumentationAreOfTheRightForm() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("docs", "security.md")).stream()
            .filter(line -> line.contains(" sha256:"))
            .toList();

    assertEquals(List.of("shop", "on-duty"), lines.stream().map(this::nameIn).toList());
  }

  private String nameIn(String line) {
    return TokenLine.parse(line).caller().name();
  }

  @Test
  void aTokenHasTwoHundredAndFiftySixRandomBitsAndIsNotInTheFile() throws IOException {
    String one = NewToken.addTo(file, "a", "read", "*");
    String two = NewToken.addTo(file, "a", "read", "*");

    assertTrue(one.matches("cq_[A-Za-z0-9_-]{43}"), one);
    assertFalse(one.equals(two));
    String content = Files.readString(file);
    assertFalse(content.contains(one.substring(3)) || content.contains(two.substring(3)));
    assertEquals(2, content.lines().count());
    assertNotNull(open().authenticate(one));
  }

  @Test
  void aTokenIsAddedBehindALastLineWithoutAnEnd() throws IOException {
    Files.writeString(file, "# whose\n\n" + line("a", "t"));
    String token = NewToken.addTo(file, "b", "read", "*");

    assertEquals("a", name(open(), "t"));
    assertEquals("b", name(open(), token));
  }

  private static String name(TokenFile tokens, String token) {
    return Objects.requireNonNull(tokens.authenticate(token)).name();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a read *",
        "a read * sha256:12",
        "a read * md5:" + HASH,
        "a root * sha256:" + HASH,
        "a read, * sha256:" + HASH,
        "a read a*b sha256:" + HASH,
        "a read , sha256:" + HASH,
        "a read * sha256:" + HASH + " x"
      })
  void aFileWithAMistakeIsRefusedAtTheStartByTheNumberOfItsLine(String line) throws IOException {
    write("# whose", line);

    String message = assertThrows(OpenException.class, this::open).getMessage();
    assertTrue(String.valueOf(message).contains("line 2 "), message);
    assertThrows(OpenException.class, () -> NewToken.addTo(file, "b", "read", "*"));
  }

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @Test
  void aFileThatIsNotThereIsRefusedAtTheStart() {
    assertThrows(OpenException.class, this::open);
  }

  @Test
  void whatMakesNoSenseIsNotAdded() {
    assertThrows(OpenException.class, () -> NewToken.addTo(file, "a b", "read", "*"));
    assertThrows(OpenException.class, () -> NewToken.addTo(file, "a", "root", "*"));
    assertThrows(OpenException.class, () -> NewToken.addTo(file, "a", "read", "a*b"));
    assertFalse(Files.exists(file));
  }

  @Test
  void aFileThatChangesIsReadAgain() throws IOException {
    write(line("a", "one"));
    TokenFile tokens = open();
    write(line("b", "two"));

    assertNull(tokens.authenticate("one"));
    assertEquals("b", name(tokens, "two"));
  }

  @Test
  void withinASecondNobodyLooksAgain() throws IOException {
    write(line("a", "one"));
    TokenFile tokens = open();
    write(line("b", "two"));
    now = now.minusMillis(1);

    assertEquals("a", name(tokens, "one"));
    now = now.plusMillis(1);
    assertNull(tokens.authenticate("one"));
  }

  @Test
  void aFileWithAMistakeLeavesTheTokensAsTheyWereUntilItIsRight() throws IOException {
    write(line("a", "one"));
    TokenFile tokens = open();
    write(line("b", "two"), "nonsense");
    assertEquals("a", name(tokens, "one"));
    assertNull(tokens.authenticate("two"));

    Files.delete(file);
    now = now.plusSeconds(1);
    assertEquals("a", name(tokens, "one"));

    write(line("b", "two"));
    assertNull(tokens.authenticate("one"));
    assertEquals("b", name(tokens, "two"));
  }
}
