package io.cqueue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements whose answers nobody needs, which go to the database all at once: waiting for each
 * takes longer than what it does. If one fails, those after it are not executed. Not thread-safe.
 */
public final class Script {

  private record Step(Sql sql, Rows rows) {}

  private final List<Step> steps = new ArrayList<>();

  /** One more statement; it is for the rows that the caller gives it. */
  public Rows add(Sql sql) {
    Rows rows = new Rows();
    steps.add(new Step(sql, rows));
    return rows;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Executes what there is, and forgets it. */
  public void run(Connection connection) {
    if (!isEmpty()) {
      run(connection, "");
    }
  }

  /**
   * Executes what there is and then commits.
   *
   * @return what the database warns of; null if all is well
   */
  public @Nullable SQLWarning commit(Connection connection) {
    return run(connection, "commit");
  }

  private @Nullable SQLWarning run(Connection connection, String last) {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(step.sql.text()).append(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(text + last)) {
      int before = 0;
      for (Step step : steps) {
        step.rows.bind(connection, statement, step.sql, before);
        before += step.sql.width();
      }
      steps.clear();
      statement.execute();
      return statement.getWarnings();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
