package io.cqueue.postgres;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement about to be executed. Its parameters are set by name. Not thread-safe. */
final class Query {

  private final Connection connection;
  private final Sql sql;
  private final PreparedStatement statement;

  Query(Connection connection, String name) {
    this.connection = connection;
    this.sql = Sql.named(name);
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
    boolean known = false;
    try {
      for (int i = 0; i < sql.parameters().size(); i++) {
        if (sql.parameters().get(i).equals(name)) {
          setter.at(i + 1);
          known = true;
        }
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
    if (!known) {
      throw new IllegalArgumentException("no parameter " + name + " in " + sql.text());
    }
    return this;
  }

  Query set(String name, @Nullable Long value) {
    return each(name, place -> statement.setObject(place, value, Types.BIGINT));
  }

  Query set(String name, @Nullable Integer value) {
    return each(name, place -> statement.setObject(place, value, Types.INTEGER));
  }

  Query real(String name, double value) {
    return each(name, place -> statement.setDouble(place, value));
  }

  Query set(String name, boolean value) {
    return each(name, place -> statement.setBoolean(place, value));
  }

  Query set(String name, @Nullable String value) {
    return each(name, place -> statement.setString(place, value));
  }

  Query set(String name, byte @Nullable [] value) {
    return each(name, place -> statement.setBytes(place, value));
  }

  Query ids(String name, Collection<Long> values) {
    return array(name, "int8", values.toArray());
  }

  Query numbers(String name, @Nullable Collection<Integer> values) {
    return array(name, "int4", values == null ? null : values.toArray());
  }

  Query flags(String name, Collection<Boolean> values) {
    return array(name, "bool", values.toArray());
  }

  Query texts(String name, @Nullable Collection<? extends @Nullable String> values) {
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

  // Each of the following ends it.

  <T> List<T> list(Function<Row, T> reader) {
    try (statement;
        ResultSet results = statement.executeQuery()) {
      Row row = new Row(results);
      List<T> list = new ArrayList<>();
      while (results.next()) {
        list.add(reader.apply(row));
      }
      return list;
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  <T> Optional<T> first(Function<Row, T> reader) {
    return list(reader).stream().findFirst();
  }

  /** For the sake of what the statement does, not of what it answers. */
  void run() {
    try (statement) {
      statement.execute();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Adds these parameters to the batch; others may follow. */
  void add() {
    try {
      statement.addBatch();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Executes the batch. */
  void runAll() {
    try (statement) {
      statement.executeBatch();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
