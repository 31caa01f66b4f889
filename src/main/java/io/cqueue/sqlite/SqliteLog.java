package io.cqueue.sqlite;

import io.cqueue.core.Backup;
import io.cqueue.core.OpenException;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.jdbc.StoreException;
import io.cqueue.memory.Change;
import io.cqueue.memory.ChangeLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ChangeLog} in a file of SQLite. One thread writes. While it waits for the disk, what
 * other callers bring is gathered in the next batch, so that many share one commit. Thread-safe.
 *
 * <p>When something cannot be written, that batch and all after it fail, and the file is not
 * touched before {@link #load}: that opens it anew, sees whether there is room, and reads what is
 * in it.
 */
public final class SqliteLog implements ChangeLog {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteLog.class);

  private static final long FORGET_MILLIS = 60_000;

  private final DataDirectory directory;
  private final InstantSource clock;
  private final long flushMillis;
  private final Thread thread = new Thread(this::run, "cqueue-sqlite");

  // Guarded by this object's monitor.
  private GroupCommit next = new GroupCommit(thread);
  private GroupCommit latest = GroupCommit.over(null);
  private boolean closed;

  /** Why nothing can be written; null if it can. */
  private volatile @Nullable RefusedException failure;

  /** Used by the writing thread, but by {@link #load} while it has failed or has nothing to do. */
  private Database database;

  private long flushedAt;
  private boolean flushed = true;
  private long forgottenAt;

  private SqliteLog(
      DataDirectory directory, Database database, InstantSource clock, Duration flush) {
    this.directory = directory;
    this.database = database;
    this.clock = clock;
    this.flushMillis = flush.toMillis();
  }

  /**
   * Opens the log in a directory, which it makes if it is not there.
   *
   * @param flush zero if each commit is to wait for the disk; or how long a commit may be in the
   *     operating system alone, where a crash of the process cannot harm it but a power cut can
   * @throws OpenException if another server uses the directory, or the file is damaged or of a
   *     newer version
   */
  public static SqliteLog open(Path path, InstantSource clock, Duration flush) {
    DataDirectory directory = DataDirectory.take(path);
    try {
      SqliteLog log = new SqliteLog(directory, Database.open(directory.database()), clock, flush);
      log.thread.setDaemon(true);
      log.thread.start();
      return log;
    } catch (StoreException e) {
      directory.close();
      throw new OpenException(directory.database() + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public void load(Consumer<Change> into) {
    try {
      if (hasFailed()) {
        awaitFailures();
        reopen();
      }
      database.read(into);
      begin();
    } catch (StoreException | OpenException e) {
      throw refusal(e);
    }
  }

  /** Lets the writing thread refuse what it was given before anyone knew. */
  private void awaitFailures() {
    try {
      append(List.of()).await();
    } catch (RefusedException e) {
      // As all since the failure.
    }
  }

  private synchronized void begin() {
    latest = GroupCommit.over(null);
    failure = null;
  }

  private void reopen() {
    database.close();
    database = Database.open(directory.database());
    database.probe();
    LOG.info("The file can be written again");
  }

  @Override
  public synchronized Commit append(List<Change> changes) {
    if (changes.isEmpty()) {
      return next.isEmpty() ? latest : next;
    }
    if (closed) {
      // Whoever comes now, such as a client that hangs up, would wait for ever.
      return GroupCommit.over(refusal("The server is stopping."));
    }
    next.add(changes);
    notifyAll();
    return next;
  }

  @Override
  public Backup backup() {
    try {
      return directory.backup(clock.instant());
    } catch (IOException | OpenException e) {
      LOG.error("There is no backup", e);
      throw Refusal.of(Refusal.Reason.STORE_UNAVAILABLE, "The copy cannot be written.")
          .asException();
    }
  }

  @Override
  public boolean hasFailed() {
    return failure != null;
  }

  private void run() {
    for (GroupCommit batch = take(); batch != null; batch = take()) {
      write(batch);
    }
  }

  /**
   * The next batch as soon as there is something in it, or the last one has to be flushed; null
   * when there will be none.
   */
  private synchronized @Nullable GroupCommit take() {
    try {
      boolean due = false;
      while (next.isEmpty() && !closed && !due) {
        wait(flushed ? 0 : flushMillis);
        due = !flushed;
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread.
      closed = true;
    }
    if (next.isEmpty() && closed) {
      return null;
    }
    latest = next;
    next = new GroupCommit(thread);
    return latest;
  }

  private void write(GroupCommit batch) {
    RefusedException failed = failure;
    if (failed == null) {
      try {
        writeAll(batch.changes());
      } catch (RuntimeException | OutOfMemoryError e) {
        // Whatever it is: if this thread ended, everyone would wait for ever.
        LOG.error("Nothing can be kept: everything is refused until it can", e);
        failed = refusal(e);
        failure = failed;
      }
    }
    batch.end(failed);
  }

  private void writeAll(List<Change> changes) {
    long now = clock.millis();
    long sinceFlush = now - flushedAt;
    // It is below zero if the clock was put back.
    boolean flush = changes.isEmpty() || sinceFlush >= flushMillis || sinceFlush < 0;
    database.sync(flush);
    database.writer().write(changes);
    if (now - forgottenAt >= FORGET_MILLIS) {
      forgottenAt = now;
      database.writer().forgetAnswers(now);
    }
    database.commit();
    flushed = flush;
    flushedAt = flush ? now : flushedAt;
  }

  private static RefusedException refusal(Throwable why) {
    return refusal("Nothing can be kept: " + Database.explain(why));
  }

  private static RefusedException refusal(String why) {
    return Refusal.of(Refusal.Reason.STORE_UNAVAILABLE, why).asException();
  }

  /** Writes what there is, and lets another server have the directory. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      database.close();
    } finally {
      directory.close();
    }
  }
}
