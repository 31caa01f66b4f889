package io.cqueue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The legal moves of a job, and the page that is drawn from them. */
final class JobLifeTest {

  private static final Path PAGE = Path.of("docs", "job-life.md");

  @Test
  void thePageIsDrawnFromTheTableOfMoves() throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page());
    }
    String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    assertEquals(
        page(), found, PAGE + " is not up to date: mvn test -Dtest=JobLifeTest -Ddocs.write=true");
  }

  @Test
  void aMoveLeadsWhereItSaysAndFromNowhereElse() {
    for (Move move : Move.values()) {
      for (JobStatus status : JobStatus.values()) {
        if (move.isLegalFrom(status)) {
          assertEquals(move.to(), move.from(status));
        } else {
          assertThrows(IllegalStateException.class, () -> move.from(status));
        }
      }
    }
  }

  @Test
  void aConcludedJobMovesNoMore() {
    assertTrue(
        Arrays.stream(Move.values()).noneMatch(move -> move.isLegalFrom(JobStatus.CONCLUDED)));
  }

  @Test
  void everyOtherStatusCanBeLeftAndEveryStatusCanBeReached() {
    for (JobStatus status : JobStatus.values()) {
      assertEquals(
          status != JobStatus.CONCLUDED,
          Arrays.stream(Move.values()).anyMatch(move -> move.isLegalFrom(status)),
          () -> status + " can be left");
      assertTrue(
          status == JobStatus.BLOCKED
              || Arrays.stream(Move.values()).anyMatch(move -> move.to() == status),
          () -> status + " can be reached");
    }
  }

  @Test
  void whatIsFinishedIsLeftOnlyByRetryOrCancel() {
    for (Move move : Move.values()) {
      for (JobStatus status : JobStatus.values()) {
        if (status.isFinished() && move != Move.RETRY && move != Move.CANCEL) {
          assertFalse(move.isLegalFrom(status), () -> move + " from " + status);
        }
      }
    }
  }

  private static String page() {
    return """
    # The life of a job

    Every status a job can have, and every move from one to another. There are no others: each
    store changes a status by one of these moves. This page is drawn from the table in
    [`Move.java`](../src/main/java/io/cqueue/core/Move.java) by `JobLifeTest`; do not edit it by
    hand, run `mvn test -Dtest=JobLifeTest -Ddocs.write=true`.

    ```mermaid
    stateDiagram-v2
        [*] --> QUEUED: enqueue
        [*] --> SCHEDULED: with a delay
        [*] --> BLOCKED: after other jobs
        [*] --> CANCELLED: too late, or in vain
    %s
        CONCLUDED --> [*]: forgotten
        CANCELLED --> [*]: forgotten
    ```

    | move | from | to | when |
    |---|---|---|---|
    %s

    A job in `CONCLUDED` or `CANCELLED` is forgotten after a while (`KeepConcluded`); one in
    `FAILED` stays until someone retries or cancels it.
    """
        .formatted(arrows(), rows());
  }

  /** One for each pair of statuses, with all moves between them. */
  private static String arrows() {
    return Arrays.stream(JobStatus.values())
        .flatMap(
            from ->
                Arrays.stream(JobStatus.values())
                    .filter(to -> !between(from, to).isEmpty())
                    .map(
                        to ->
                            "    %s --> %s: %s"
                                .formatted(from, to, String.join(", ", between(from, to)))))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> between(JobStatus from, JobStatus to) {
    return Arrays.stream(Move.values())
        .filter(move -> move.to() == to && move.isLegalFrom(from))
        .map(JobLifeTest::name)
        .toList();
  }

  private static String rows() {
    return Arrays.stream(Move.values())
        .map(
            move ->
                "| %s | %s | `%s` | %s |"
                    .formatted(
                        name(move),
                        Arrays.stream(JobStatus.values())
                            .filter(move::isLegalFrom)
                            .map(status -> "`" + status + "`")
                            .collect(Collectors.joining(", ")),
                        move.to(),
                        when(move)))
        .collect(Collectors.joining("\n"));
  }

  private static String name(Move move) {
    return move.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String when(Move move) {
    return switch (move) {
      case DUE -> "its time has come";
      case UNBLOCK -> "the last job that it waited for was concluded";
      case POSTPONE -> "it is to wait, or to wait longer, for a time";
      case DEQUEUE -> "a consumer takes it";
      case CONCLUDE -> "the consumer is done";
      case BACK_OFF -> "the consumer failed, and there are attempts left";
      case LEASE_OVER -> "the lease ran out, and there are attempts left";
      case GIVE_UP -> "the attempt failed, or its lease ran out, and it was the last";
      case RELEASE -> "the consumer gives it back unharmed";
      case RELEASE_LATER -> "the consumer gives it back unharmed, for later";
      case EXPIRE -> "nobody started it in time";
      case CANCEL -> "someone, or the failure of a job that it waited for, calls it off";
      case RETRY -> "someone gives it another chance";
    };
  }
}
