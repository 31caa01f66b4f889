package io.cqueue.core;

/** A reply that knows whether it has been given. Thread-safe. */
final class GuardedReply<T> implements Reply<T> {

  private final Reply<T> then;
  private volatile boolean given;

  GuardedReply(Reply<T> then) {
    this.then = then;
  }

  boolean isGiven() {
    return given;
  }

  @Override
  public void accept(T answer) {
    given = true;
    then.accept(answer);
  }

  @Override
  public void refuse(RefusedException why) {
    given = true;
    then.refuse(why);
  }
}
