package io.cqueue.http;

import io.cqueue.core.Authenticator;
import io.cqueue.core.Caller;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Standing;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Ends what goes on under a token (streams of events, and waits) once that token is taken away, is
 * over, or has other rights. It asks anew who the token belongs to, each token once in {@value
 * #LOOK_SECONDS} s, however much goes on under it. Thread-safe.
 */
final class Revocations {

  private static final int LOOK_SECONDS = 1;

  private final Authenticator authenticator;
  private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  private record Watched(
      String token, Caller caller, BooleanSupplier isOver, Consumer<RefusedException> end) {}

  Revocations(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Looks again and again, on threads that may block. */
  void begin(LateAnswers threads) {
    Future<?> unused = threads.every(LOOK_SECONDS, () -> threads.execute(this::look));
  }

  /** How long a token keeps the rights that it has shown. */
  Standing standing(String token, Caller caller) {
    return (isOver, end) -> watched.add(new Watched(token, caller, isOver, end));
  }

  /** How much goes on. */
  int size() {
    return watched.size();
  }

  /** Ends what is to be ended, unless someone else is at it. */
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      Map<String, Optional<Caller>> now = new HashMap<>();
      for (Iterator<Watched> all = watched.iterator(); all.hasNext(); ) {
        Watched each = all.next();
        if (each.isOver.getAsBoolean() || hasEnded(each, now)) {
          all.remove();
        }
      }
    } finally {
      looking.set(false);
    }
  }

  private boolean hasEnded(Watched each, Map<String, Optional<Caller>> known) {
    Optional<Caller> now;
    try {
      now =
          known.computeIfAbsent(
              each.token, token -> Optional.ofNullable(authenticator.authenticate(token)));
    } catch (RefusedException e) {
      return false; // Nobody can say at the moment, so what was said holds.
    }
    if (now.isPresent() && now.get().equals(each.caller)) {
      return false;
    }
    each.end.accept(
        (now.isEmpty()
                ? Access.UNKNOWN_TOKEN
                : Refusal.of(
                    Refusal.Reason.FORBIDDEN,
                    each.caller.name() + " has other rights now than when it asked this."))
            .asException());
    return true;
  }
}
