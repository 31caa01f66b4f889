package io.cqueue.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All connections of a load, served by one thread and one selector: threads of their own would cost
 * two context switches a request, more than the request itself. Used by one thread.
 */
final class LoadLoop implements AutoCloseable {

  /** How long an answer may take before the run is given up. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final Selector selector = Selector.open();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Tally tally = new Tally();
  private long roundsLeft;
  private int busy;
  private int producing;
  private long warmAt;
  private long stopAt;
  private boolean warm;

  LoadLoop(Load load, List<Conversation> conversations, long limit) throws IOException {
    this.roundsLeft = limit;
    for (Conversation conversation : conversations) {
      connections.add(new LoadConnection(load, selector, conversation));
    }
  }

  /** Runs the load once, and ends with no request under way. */
  Tally run(Duration warmUp, Duration duration) throws IOException {
    warmAt = System.nanoTime() + warmUp.toNanos();
    stopAt = warmAt + duration.toNanos();
    tally.start();
    for (LoadConnection connection : connections) {
      beginRound(connection);
    }
    try {
      while (busy > 0) {
        if (selector.select(this::proceed, PATIENCE_MILLIS) == 0) {
          throw new IOException("No answer in " + PATIENCE_MILLIS + " ms");
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    tally.stop();
    return tally;
  }

  private void proceed(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (connection.proceed(tally)) {
        count(connection, -1);
        beginRound(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beginRound(LoadConnection connection) throws IOException {
    long now = System.nanoTime();
    if (!warm && now - warmAt >= 0) {
      warm = true;
      tally.start();
    }
    if (now - stopAt >= 0 || roundsLeft == 0) {
      tally.stop();
      end(connection);
      return;
    }
    roundsLeft--;
    count(connection, 1);
    connection.ask();
  }

  private void end(LoadConnection connection) throws IOException {
    if (!connection.mayEnd(producing > 0)) {
      count(connection, 1);
      connection.ask();
    } else if (connection.sayBye()) {
      count(connection, 1);
    }
  }

  private void count(LoadConnection connection, int more) {
    busy += more;
    producing += connection.onlyConsumes() ? 0 : more;
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
