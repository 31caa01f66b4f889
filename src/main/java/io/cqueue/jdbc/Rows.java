package io.cqueue.jdbc;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a statement that sees to many rows at once: each is an array with a value for
 * each row, as {@code unnest} takes them. Whoever sets one sets all of them once for each row. Not
 * thread-safe.
 */
public final class Rows implements Parameters {

  /** One parameter: what PostgreSQL and Java call the type of its values, and those. */
  private record Column(String type, Class<?> ofJava, List<@Nullable Object> values) {

    private Object[] array() {
      return values.toArray((Object[]) Array.newInstance(ofJava, 0));
    }
  }

  private final Map<String, Column> columns = new LinkedHashMap<>();

  Rows() {}

  private Rows add(String name, String type, Class<?> ofJava, @Nullable Object value) {
    columns
        .computeIfAbsent(name, any -> new Column(type, ofJava, new ArrayList<>()))
        .values
        .add(value);
    return this;
  }

  @Override
  public Rows set(String name, @Nullable Long value) {
    return add(name, "int8", Long.class, value);
  }

  @Override
  public Rows set(String name, @Nullable Integer value) {
    return add(name, "int4", Integer.class, value);
  }

  @Override
  public Rows set(String name, boolean value) {
    return add(name, "bool", Boolean.class, value);
  }

  @Override
  public Rows set(String name, @Nullable String value) {
    return add(name, "text", String.class, value);
  }

  @Override
  public Rows set(String name, byte @Nullable [] value) {
    return add(name, "bytea", byte[].class, value);
  }

  /** Sets the parameters of a statement that begins after so many others of the same script. */
  void bind(Connection connection, PreparedStatement statement, Sql sql, int before)
      throws SQLException {
    for (Map.Entry<String, List<Integer>> each : sql.places().entrySet()) {
      Column column = Objects.requireNonNull(columns.get(each.getKey()), each.getKey());
      Object[] values = column.array();
      for (int place : each.getValue()) {
        statement.setArray(before + place, connection.createArrayOf(column.type, values));
      }
    }
  }
}
