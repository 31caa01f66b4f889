package io.cqueue.crash;

import io.cqueue.container.JavaJar;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of one of two servers that share a database. Clients ask the other what they were
 * not answered. {@code -Dcrash.rounds.postgres=50} for more.
 */
@Timeout(1800)
final class CrashOnPostgresIT {

  private static final int ROUNDS = Integer.getInteger("crash.rounds.postgres", 20);

  @TempDir private Path directory;

  @Test
  void nothingThatWasAnsweredIsLostOrUndone() throws Exception {
    CrashTrial trial = new CrashTrial();
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      String url = database.getJdbcUrl("postgres", "postgres");
      JavaJar victim = start(url);
      JavaJar next = start(url);
      for (int round = 0; round < ROUNDS; round++) {
        trial.round(victim.uri(), victim::kill);
        victim = next;
        next = start(url);
      }
      trial.audit(victim.uri());
      victim.close();
      next.close();
    }
    System.out.println(ROUNDS + " crashes: " + trial.summary() + "; nothing lost or undone");
  }

  private JavaJar start(String url) {
    return JavaJar.start(
        directory,
        "-Dcqueue.store=postgres",
        "-Dcqueue.database-url=" + url,
        "-Dcqueue.max-finished=1000000");
  }
}
