package io.cqueue.core;

import java.util.concurrent.CompletableFuture;

/** Replies for tests. */
public final class Replies {

  private Replies() {}

  /** One that completes a future with what it gets, be it an answer or a refusal. */
  public static <T> Reply<T> into(CompletableFuture<? super T> future) {
    return new Reply<>() {
      @Override
      public void accept(T answer) {
        future.complete(answer);
      }

      @Override
      public void refuse(RefusedException why) {
        future.completeExceptionally(why);
      }
    };
  }
}
