package io.cqueue.postgres;

import io.cqueue.core.QueueSettings;
import io.cqueue.jdbc.Columns;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all queues as this server last read them. Every transaction learns the version of
 * the settings with its first statement, and reads them again if it is another. Thread-safe.
 */
final class KnownSettings {

  private record Read(long version, Map<String, QueueSettings> byName) {}

  private volatile @Nullable Read last;

  /** The settings of this version, or of a later one. */
  Map<String, QueueSettings> of(Transaction tx, long version) {
    Read known = last;
    if (known == null || known.version != version) {
      Map<String, QueueSettings> byName = new HashMap<>();
      tx.query("settings").list(row -> byName.put(row.text("name"), Columns.settings(row)));
      // If there is a later version by now, the next transaction reads it once more.
      known = new Read(version, Map.copyOf(byName));
      last = known;
    }
    return known.byName;
  }
}
