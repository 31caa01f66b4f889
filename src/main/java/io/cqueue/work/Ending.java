package io.cqueue.work;

import io.cqueue.client.FailedException;
import io.cqueue.client.Failure;
import io.cqueue.client.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended. 0 is well. 65 (EX_DATAERR) means that it is of no use to try again. Every
 * other code, such as 75 (EX_TEMPFAIL), means that the job is tried again as long as it has
 * attempts.
 *
 * @param exitCode 128 and the number of the signal if it was ended by one
 * @param out what it printed
 * @param err what it said of errors
 */
record Ending(int exitCode, Output out, Output err) {

  private static final int EX_DATAERR = 65;
  private static final int BY_SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;

  /** The server keeps no more of an error. */
  private static final int MAX_LINES = 50;

  /** In the place of what there was no room for. */
  static final String CUT = "…";

  /**
   * What it printed: as JSON if it is JSON, and else as a string. Null if nothing.
   *
   * @throws FailedException if it did not end well
   */
  @Nullable Json result() throws FailedException {
    if (exitCode != 0) {
      throw new FailedException(failure());
    }
    String text = out.text();
    if (out.isCut()) {
      return Json.of(text + CUT);
    }
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return Json.of(text);
    }
  }

  private Failure failure() {
    boolean signal = exitCode > BY_SIGNAL && exitCode <= BY_SIGNAL + LAST_SIGNAL;
    String how = signal ? "Signal " + (exitCode - BY_SIGNAL) : "Exit code " + exitCode;
    List<String> lines = err.text().lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    // The server keeps the first lines, but what was said last tells most.
    int from = Math.max(0, lines.size() - MAX_LINES);
    String said = String.join("\n", lines.subList(from, lines.size()));
    return new Failure(
        last.isEmpty() ? how : how + ": " + last,
        "exit-" + exitCode,
        said.isEmpty() ? null : said,
        exitCode != EX_DATAERR,
        null);
  }

  /** That of a command that could not even be started. */
  static Failure notStarted(IOException e) {
    return new Failure(String.valueOf(e.getMessage()), "not-started", null, true, null);
  }
}
