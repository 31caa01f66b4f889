package io.cqueue.postgres;

import io.cqueue.core.RefusedException;
import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Sql;
import io.cqueue.jdbc.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets servers wake each other, by NOTIFY and LISTEN. That only saves time: each server also looks
 * by itself at every tick, so word that gets lost does no harm. One thread tells the others that
 * something happened here, once for all that happens within {@link #PAUSE}; another hears from
 * them, on a connection of its own. Thread-safe.
 */
final class Wakeups implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** How often a connection on which nothing comes is seen to. */
  private static final Duration CHECK = Duration.ofSeconds(5);

  private static final Duration BEFORE_RECONNECT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);

  private final Pool pool;
  private final String server = UUID.randomUUID().toString();
  private final List<Thread> threads = new ArrayList<>();

  /** Whether the others are to be told; the permit is for the one who has to. */
  private final AtomicBoolean toTell = new AtomicBoolean();

  private final Semaphore tell = new Semaphore(0);
  private volatile boolean closed;
  private volatile @Nullable Connection listening;

  Wakeups(Pool pool) {
    this.pool = pool;
  }

  /**
   * Begins to tell and to listen.
   *
   * @param wake looks for what happened at other servers; called by one thread
   */
  void start(Runnable wake) {
    start("cqueue-tell", this::tell);
    start("cqueue-listen", () -> listen(wake));
  }

  private void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!closed) {
                  work.run();
                }
              } catch (InterruptedException e) {
                LOG.debug("{} has ended", name);
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  /** Something happened at this server. */
  void happened() {
    if (!toTell.get() && toTell.compareAndSet(false, true)) {
      tell.release();
    }
  }

  private void tell() throws InterruptedException {
    tell.acquire();
    toTell.set(false);
    try (Connection connection = pool.source().getConnection()) {
      new Query(connection, Sql.beside(Wakeups.class, "tell")).set("server", server).run();
      connection.commit();
    } catch (SQLException | StoreException e) {
      LOG.debug("Other servers were not told; they will see by themselves", e);
    }
    Thread.sleep(PAUSE.toMillis());
  }

  private void listen(Runnable wake) throws InterruptedException {
    try (Connection connection = pool.connect()) {
      listening = connection;
      String channel =
          new Query(connection, Sql.beside(Wakeups.class, "channel"))
              .first(row -> row.text("channel"))
              .orElseThrow();
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen " + channel);
      }
      // Something may have happened before.
      wake(wake);
      PGConnection words = connection.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification[] word = words.getNotifications((int) CHECK.toMillis());
        if (word.length == 0 && !connection.isValid((int) CHECK.toSeconds())) {
          throw new SQLException("the connection is lost");
        }
        if (Arrays.stream(word).anyMatch(each -> !each.getParameter().equals(server))) {
          wake(wake);
        }
      }
    } catch (SQLException | StoreException e) {
      LOG.debug("No word from other servers; this one sees by itself", e);
      Thread.sleep(BEFORE_RECONNECT.toMillis());
    }
  }

  private static void wake(Runnable wake) {
    try {
      wake.run();
    } catch (RefusedException e) {
      LOG.debug("Nothing could be done now; the next tick goes on", e);
    } catch (RuntimeException e) {
      LOG.error("Those who wait could not be woken; the next tick goes on", e);
    }
  }

  /** Ends both threads, and waits for that. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    Connection connection = listening;
    try {
      if (connection != null) {
        connection.abort(Runnable::run);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (SQLException e) {
      LOG.debug("The connection was closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
