package io.cqueue.sqlite;

import io.cqueue.core.RefusedException;
import io.cqueue.memory.Change;
import io.cqueue.memory.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes that share a commit. Thread-safe, but for adding: see {@link SqliteLog}. */
final class GroupCommit implements ChangeLog.Commit {

  private final List<Change> changes = new ArrayList<>();
  private final List<Consumer<@Nullable RefusedException>> actions = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread writer;
  private volatile @Nullable RefusedException refusal;

  /** One that a thread will write. */
  GroupCommit(Thread writer) {
    this.writer = writer;
  }

  /**
   * One that is over already.
   *
   * @param why null if it is kept
   */
  static GroupCommit over(@Nullable RefusedException why) {
    GroupCommit batch = new GroupCommit(Thread.currentThread());
    batch.end(why);
    return batch;
  }

  void add(List<Change> more) {
    changes.addAll(more);
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  List<Change> changes() {
    return changes;
  }

  /**
   * It is over. Whoever waits goes on after those have heard of it who do not.
   *
   * @param why null if it is kept
   */
  void end(@Nullable RefusedException why) {
    changes.clear();
    refusal = why;
    for (List<Consumer<@Nullable RefusedException>> due = takeActions();
        !due.isEmpty();
        due = takeActions()) {
      due.forEach(action -> action.accept(why));
    }
  }

  /** Takes what is to be done; if that is nothing, it is over. */
  private List<Consumer<@Nullable RefusedException>> takeActions() {
    synchronized (actions) {
      List<Consumer<@Nullable RefusedException>> due = List.copyOf(actions);
      actions.clear();
      if (due.isEmpty()) {
        over.countDown();
      }
      return due;
    }
  }

  @Override
  public void then(Consumer<@Nullable RefusedException> action) {
    synchronized (actions) {
      if (over.getCount() > 0) {
        actions.add(action);
        return;
      }
    }
    action.accept(refusal);
  }

  /** Waits however often the thread is interrupted: what is being written cannot be called back. */
  @Override
  public void await() {
    if (Thread.currentThread() == writer && over.getCount() > 0) {
      throw new IllegalStateException("the thread that writes would wait for itself");
    }
    boolean interrupted = false;
    while (true) {
      try {
        over.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RefusedException why = refusal;
    if (why != null) {
      throw why.refusal().asException();
    }
  }
}
