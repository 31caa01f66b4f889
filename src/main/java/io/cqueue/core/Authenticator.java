package io.cqueue.core;

import org.jspecify.annotations.Nullable;

/** Knows callers by what they show. Thread-safe. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Who this is.
   *
   * @param token what a caller showed, which may be anything
   * @return the caller, or null if nobody has this token, or has it no more
   * @throws RefusedException {@link Refusal.Reason#LOGIN_UNAVAILABLE} if that cannot be found out
   *     now
   */
  @Nullable Caller authenticate(String token);
}
