package io.cqueue.sqlite;

import io.cqueue.core.RefusedException;
import io.cqueue.memory.Change;
import io.cqueue.memory.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The changes that share a commit. Thread-safe, but for adding: see {@link SqliteLog}. */
final class GroupCommit implements ChangeLog.Commit {

  private final List<Change> changes = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable RefusedException refusal;

  /** One that is kept already. */
  static GroupCommit kept() {
    GroupCommit batch = new GroupCommit();
    batch.succeed();
    return batch;
  }

  /** One that will never be kept. */
  static GroupCommit refused(RefusedException why) {
    GroupCommit batch = new GroupCommit();
    batch.fail(why);
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

  void succeed() {
    changes.clear();
    over.countDown();
  }

  void fail(RefusedException why) {
    changes.clear();
    refusal = why;
    over.countDown();
  }

  /** Waits however often the thread is interrupted: what is being written cannot be called back. */
  @Override
  public void await() {
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
