package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What clients can do to a server besides asking for things. Not part of {@link HttpContract},
 * since a server of a few threads that is meant for tests need not stand it.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RudeClientContract implements HangUpRules, SlownessRules {

  /** What nobody wants to read of a client that is gone. */
  private static final Pattern TROUBLE =
      Pattern.compile("\\b(ERROR|SEVERE)\\b|^\\s+at |Exception|OutOfMemory");

  /** The log of the server. */
  protected abstract List<String> log();

  @Override
  public final Http http() {
    return new Http(baseUri());
  }

  /**
   * The log is about what happened to the server, and clients that come and go are its daily life.
   */
  @AfterAll
  final void isNoTrouble() {
    List<String> trouble = log().stream().filter(TROUBLE.asPredicate()).limit(20).toList();
    assertEquals(List.of(), trouble);
  }
}
