package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code migrate}, and the server that leaves migrating to it. */
@Timeout(300)
class MigrateIT {

  @TempDir Path temporary = Path.of("");

  private RunningWar run(String url, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--store", "postgres", "--database-url", url, "--port", "0"));
    return RunningWar.start(temporary, all.toArray(String[]::new));
  }

  @Test
  void whereTheServerMayNotMigrateTheCommandDoes() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      String url = database.getJdbcUrl("postgres", "postgres");
      try (RunningWar war = run(url, "serve", "--database-migrate", "false")) {
        assertOneLine(war, "cqueue: the tables of the database are of version 0, but");
        assertEquals(1, war.exitCode());
      }
      try (RunningWar war = run(url, "migrate")) {
        assertEquals("The tables are of version 5", war.restOfOut());
        assertEquals(0, war.exitCode());
      }
      try (RunningWar war = run(url, "serve", "--database-migrate", "false")) {
        assertTrue(war.port() > 0);
      }
    }
  }

  @Test
  void withoutADatabaseThereIsOneLineThatSaysWhy() throws Exception {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/none";
    for (String command : List.of("serve", "migrate")) {
      try (RunningWar war = run(nowhere, command, "--database-timeout", "1")) {
        assertOneLine(war, "cqueue: cannot use the database: Connection to 127.0.0.1:1 refused");
        assertEquals(1, war.exitCode());
      }
    }
  }

  @Test
  void otherStoresHaveNothingToMigrate() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "migrate")) {
      assertTrue(war.restOfErr().contains("store: must be postgres for the command migrate"));
      assertEquals(2, war.exitCode());
    }
  }

  /** Besides what the log says of the configuration. */
  private static void assertOneLine(RunningWar war, String start) {
    String err = war.restOfErr();
    List<String> lines = err.lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), err);
    assertTrue(lines.get(0).startsWith(start), err);
  }
}
