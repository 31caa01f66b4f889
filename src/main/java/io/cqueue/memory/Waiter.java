package io.cqueue.memory;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.Reply;
import java.util.List;

/** A consumer that waits for a job. Guarded by the lock of the queue. */
final class Waiter implements Timed {

  /** Counts those who wait, so that the first to come is the first to be served. */
  final long number;

  final Dequeue request;
  final Reply<List<Job>> then;

  private final Dispatcher dispatcher;
  private final long deadline;
  private int slot = -1;

  /** Whether it has had its answer, or wants none. */
  boolean done;

  Waiter(
      long number, Dequeue request, long deadline, Reply<List<Job>> then, Dispatcher dispatcher) {
    this.number = number;
    this.request = request;
    this.deadline = deadline;
    this.then = then;
    this.dispatcher = dispatcher;
  }

  @Override
  public long due() {
    return deadline;
  }

  /** A job that comes in the last moment is handed out before. */
  @Override
  public long tie() {
    return Long.MAX_VALUE;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public void slot(int where) {
    slot = where;
  }

  @Override
  public void run(long now) {
    dispatcher.serve(now);
    dispatcher.answer(this, List.of());
  }
}
