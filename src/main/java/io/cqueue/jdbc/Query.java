package io.cqueue.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement to be executed, once or again and again. Its parameters are set by name. Whatever
 * goes wrong in the database is a {@link StoreException}. Not thread-safe.
 */
public final class Query implements Parameters {

  private final Connection connection;
  private final Sql sql;
  private final PreparedStatement statement;
  private int before;

  /** Prepares a statement on a connection. */
  public Query(Connection connection, Sql sql) {
    this.connection = connection;
    this.sql = sql;
    try {
      this.statement = connection.prepareStatement(sql.text());
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Sets one parameter, at one place. */
  private interface Setter {
    void at(int place) throws SQLException;
  }

  private Query each(String name, Setter setter) {
    List<Integer> places = sql.places().get(name);
    if (places == null) {
      throw new IllegalArgumentException("no parameter " + name + " in " + sql.text());
    }
    try {
      for (int place : places) {
        setter.at(before + place);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
    return this;
  }

  /**
   * Says of which row the parameters are that are set from now on.
   *
   * @param number from 0 on, if the statement is for several rows
   */
  public Query row(int number) {
    before = number * sql.width();
    return this;
  }

  @Override
  public Query set(String name, @Nullable Long value) {
    return each(name, place -> statement.setObject(place, value, Types.BIGINT));
  }

  @Override
  public Query set(String name, @Nullable Integer value) {
    return each(name, place -> statement.setObject(place, value, Types.INTEGER));
  }

  /** Sets a parameter. */
  public Query real(String name, double value) {
    return each(name, place -> statement.setDouble(place, value));
  }

  @Override
  public Query set(String name, boolean value) {
    return each(name, place -> statement.setBoolean(place, value));
  }

  @Override
  public Query set(String name, @Nullable String value) {
    return each(name, place -> statement.setString(place, value));
  }

  @Override
  public Query set(String name, byte @Nullable [] value) {
    return each(name, place -> statement.setBytes(place, value));
  }

  /** Sets a parameter to an array, where the database has them. */
  public Query ids(String name, Collection<Long> values) {
    return array(name, "int8", values.toArray());
  }

  /** Sets a parameter to an array, where the database has them. */
  public Query numbers(String name, @Nullable Collection<Integer> values) {
    return array(name, "int4", values == null ? null : values.toArray());
  }

  /** Sets a parameter to an array, where the database has them. */
  public Query flags(String name, Collection<Boolean> values) {
    return array(name, "bool", values.toArray());
  }

  /** Sets a parameter to an array, where the database has them. */
  public Query texts(String name, @Nullable Collection<? extends @Nullable String> values) {
    return array(name, "text", values == null ? null : values.toArray());
  }

  private Query array(String name, String type, Object @Nullable [] values) {
    return each(
        name,
        place -> {
          Array array = values == null ? null : connection.createArrayOf(type, values);
          if (array == null) {
            statement.setNull(place, Types.ARRAY);
          } else {
            statement.setArray(place, array);
          }
        });
  }

  /** Executes it for the sake of what it does, and can be used again. */
  public void again() {
    try {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Has rows fetched so many at a time, where the database can, and not all at once. */
  public Query rows(int atATime) {
    try {
      statement.setFetchSize(atATime);
      return this;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  // Each of the following ends it.

  /** All rows of its answer. */
  public <T> List<T> list(Function<Row, T> reader) {
    List<T> list = new ArrayList<>();
    each(row -> list.add(reader.apply(row)));
    return list;
  }

  /** Visits all rows of its answer, without keeping any. */
  public void each(Consumer<Row> visitor) {
    try (statement) {
      visit(statement.executeQuery(), visitor);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** The same for two statements that are one: see {@link Sql#then}. */
  public void each(Consumer<Row> ofFirst, Consumer<Row> ofSecond) {
    try (statement) {
      statement.execute();
      visit(statement.getResultSet(), ofFirst);
      statement.getMoreResults();
      visit(statement.getResultSet(), ofSecond);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private static void visit(ResultSet answer, Consumer<Row> visitor) throws SQLException {
    try (answer) {
      Row row = new Row(answer);
      while (answer.next()) {
        visitor.accept(row);
      }
    }
  }

  /** The first row of its answer, if there is one. */
  public <T> Optional<T> first(Function<Row, T> reader) {
    return list(reader).stream().findFirst();
  }

  /** Executes it for the sake of what the statement does, not of what it answers. */
  public void run() {
    try (statement) {
      statement.execute();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Adds these parameters to the batch; others may follow. */
  public void add() {
    try {
      statement.addBatch();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Executes the batch. */
  public void runAll() {
    try (statement) {
      statement.executeBatch();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
