package io.cqueue.http;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.ChangeLog;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.cqueue.postgres.Migrations;
import io.cqueue.postgres.Pool;
import io.cqueue.postgres.PostgresJobQueue;
import io.cqueue.sqlite.SqliteLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues of every store, as servers open them: the time is what it is. */
final class Stores {

  /** Which there are. */
  enum Kind {
    MEMORY,
    SQLITE,
    POSTGRES
  }

  private final EmbeddedPostgres database;
  private final Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private int count;

  Stores(Path directory) throws Exception {
    this.directory = directory;
    this.database =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "200")
            .start();
  }

  /** An empty one. */
  JobQueue open(Kind kind) throws Exception {
    count++;
    return switch (kind) {
      case MEMORY -> memory(1L << 30, null);
      case SQLITE -> sqlite(directory.resolve("data" + count));
      case POSTGRES -> postgres("store" + count);
    };
  }

  /** One in memory with so much room. */
  JobQueue memory(long bytes, @Nullable ChangeLog log) {
    InstantSource clock = InstantSource.system();
    MemoryLimits limits = new MemoryLimits(bytes, 100_000);
    JobQueue queue = new MemoryJobQueue(clock, new CronCalendar(), limits, new JobCounters(0), log);
    queue.tick();
    opened.add(queue);
    return queue;
  }

  /** What is in a directory. */
  JobQueue sqlite(Path data) {
    return memory(1L << 30, SqliteLog.open(data, InstantSource.system(), Duration.ofMinutes(1)));
  }

  private JobQueue postgres(String schema) throws Exception {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    String url = database.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    Pool pool = new Pool(url, null, null, 4, Duration.ofSeconds(60));
    Migrations.run(pool);
    JobQueue queue = PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0));
    opened.add(
        () -> {
          queue.close();
          pool.close();
        });
    return queue;
  }

  /** Closes all that were opened. */
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    database.close();
  }
}
