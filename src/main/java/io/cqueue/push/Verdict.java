package io.cqueue.push;

import io.cqueue.core.JobError;
import io.cqueue.core.Settlement;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a job by what came of posting it. Immutable. */
final class Verdict {

  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** However long a receiver says that it is away, it is asked again within this. */
  private static final Duration MAX_WAIT = Duration.ofDays(1);

  /** However soon it says that it is back. */
  private static final Duration MIN_WAIT = Duration.ofSeconds(1);

  private final long id;
  private final Settlement.Claim claim;

  Verdict(long id, int attempt) {
    this.id = id;
    this.claim = new Settlement.Claim(attempt, null);
  }

  /** By an answer. */
  Settlement of(Answer answer, Instant now) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Settlement.Conclude(id, claim, answer.json());
    }
    boolean busy = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    return fail(
        "http-" + status,
        "The receiver answered " + status + ".",
        busy ? within(answer.retryAfter(now)) : null,
        status != GONE);
  }

  private static @Nullable Duration within(@Nullable Duration wait) {
    if (wait == null || wait.compareTo(MAX_WAIT) > 0) {
      return wait == null ? null : MAX_WAIT;
    }
    return wait.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : wait;
  }

  /** By the want of one. */
  Settlement of(Exception why) {
    String type = "connection";
    if (why instanceof ForbiddenAddressException) {
      type = "forbidden-address";
    } else if (why instanceof UnknownHostException) {
      type = "unknown-host";
    }
    String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    return fail(type, why instanceof IOException ? message : "The request failed.", null, true);
  }

  /** No answer came in time. */
  Settlement late(Duration timeout) {
    String message = "There was no answer within " + timeout.toMillis() / 1000.0 + " s.";
    return fail("timeout", message, null, true);
  }

  /** It cannot be posted at all. */
  Settlement unfit(String why) {
    return fail("unfit", why, null, false);
  }

  /** It goes back as if nobody had had it. */
  Settlement giveBack() {
    return new Settlement.Release(id, claim, Duration.ZERO);
  }

  private Settlement fail(String type, String message, @Nullable Duration in, boolean again) {
    return new Settlement.Fail(id, claim, new JobError(message, type, null), in, again);
  }
}
