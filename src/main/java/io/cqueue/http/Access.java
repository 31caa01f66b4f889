package io.cqueue.http;

import io.cqueue.core.Authenticator;
import io.cqueue.core.Caller;
import io.cqueue.core.GuardedJobQueue;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Readiness;
import io.cqueue.core.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the queue: lets in whoever shows a token that is known, to what that token is good
 * for. What takes no {@link JobQueue} and no {@link Caller} from here is open to all; it cannot
 * tell of jobs. Where no tokens are asked for, everyone gets the queue itself. Thread-safe.
 */
public final class Access {

  private static final String PROPERTY = Access.class.getName();
  private static final String SCHEME = "Bearer ";

  /** A token that nobody has, or has no more. */
  static final Refusal UNKNOWN_TOKEN =
      Refusal.of(Refusal.Reason.UNAUTHENTICATED, "This token is not known, or not valid any more.");

  private static final Refusal NO_TOKEN =
      Refusal.of(Refusal.Reason.UNAUTHENTICATED, "This needs a token: Authorization: Bearer …");

  private final JobQueue queue;
  private final @Nullable Authenticator authenticator;
  private final RequestRate rate;
  private final @Nullable Revocations revocations;

  /**
   * Guards a queue.
   *
   * @param authenticator knows tokens; null if everyone may do everything
   * @param rate how often a caller may ask
   */
  public Access(JobQueue queue, @Nullable Authenticator authenticator, RequestRate rate) {
    this.queue = queue;
    this.authenticator = authenticator;
    this.rate = rate;
    this.revocations = authenticator == null ? null : new Revocations(authenticator);
  }

  /** Ends from now on what goes on for callers that have lost their rights. */
  public void endRevoked(LateAnswers threads) {
    if (revocations != null) {
      revocations.begin(threads);
    }
  }

  /** Lets everyone do everything with a queue. */
  public static Access open(JobQueue queue) {
    return new Access(queue, null, RequestRate.UNLIMITED);
  }

  /** What is to be known without a token: whether the queue does what it is asked. */
  Readiness readiness() {
    return queue.readiness();
  }

  /** The queue, as whoever sent this request may see it. */
  JobQueue queue(ContainerRequest request) {
    return authenticator == null
        ? queue
        : guarded(caller(request), request.getHeaderString(HttpHeaders.AUTHORIZATION));
  }

  /** The same for a request that Jersey has no part in. */
  JobQueue queue(HttpServletRequest request) {
    if (authenticator == null) {
      return queue;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return guarded(caller(authenticator, authorization), authorization);
  }

  private JobQueue guarded(Caller caller, @Nullable String authorization) {
    String token = token(authorization);
    return revocations == null || token == null
        ? new GuardedJobQueue(queue, caller)
        : new GuardedJobQueue(queue, caller, revocations.standing(token, caller));
  }

  /**
   * Who sent this request.
   *
   * @throws io.cqueue.core.RefusedException if that is not known, or asks too often
   */
  Caller caller(ContainerRequest request) {
    if (authenticator == null) {
      return Caller.ANYONE;
    }
    Caller known = known(request);
    if (known == null) {
      known = caller(authenticator, request.getHeaderString(HttpHeaders.AUTHORIZATION));
      request.setProperty(PROPERTY, known);
    }
    return known;
  }

  /** Who sent this request, if that has been found out. */
  static @Nullable Caller known(ContainerRequest request) {
    return request.getProperty(PROPERTY) instanceof Caller caller ? caller : null;
  }

  private Caller caller(Authenticator authenticator, @Nullable String authorization) {
    String token = token(authorization);
    if (token == null) {
      throw NO_TOKEN.asException();
    }
    Caller caller = authenticator.authenticate(token);
    if (caller == null) {
      throw UNKNOWN_TOKEN.asException();
    }
    if (!rate.allows(caller.name())) {
      throw Refusal.of(
              Refusal.Reason.TOO_MANY_REQUESTS,
              caller.name() + " sends more requests a second than it may.")
          .asException();
    }
    return caller;
  }

  private static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }
}
