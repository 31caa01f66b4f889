package io.cqueue.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The present row of an answer, with its columns by name. Whatever goes wrong in the database is a
 * {@link StoreException}. Not thread-safe.
 */
public final class Row {

  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  /** Reads a column. */
  private interface Getter<T> {
    @Nullable T get() throws SQLException;
  }

  private static <T> @Nullable T read(Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private static <T> T some(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /** A number that may be missing. */
  public @Nullable Long maybeNumber(String column) {
    return read(
        () -> {
          long value = results.getLong(column);
          return results.wasNull() ? null : value;
        });
  }

  /** A small number that may be missing. */
  public @Nullable Integer maybeInt(String column) {
    Long value = maybeNumber(column);
    return value == null ? null : Math.toIntExact(value);
  }

  /** A number. */
  public long number(String column) {
    return some(maybeNumber(column));
  }

  /** A small number. */
  public int integer(String column) {
    return Math.toIntExact(number(column));
  }

  /** A number with a fraction. */
  public double real(String column) {
    return some(read(() -> results.getDouble(column)));
  }

  /** A truth value. */
  public boolean flag(String column) {
    return some(read(() -> results.getBoolean(column)));
  }

  /** A text that may be missing. */
  public @Nullable String maybeText(String column) {
    return read(() -> results.getString(column));
  }

  /** A text. */
  public String text(String column) {
    return some(maybeText(column));
  }

  /** Bytes that may be missing. */
  public byte @Nullable [] bytes(String column) {
    return this.<byte[]>object(() -> results.getBytes(column));
  }

  private <T> @Nullable T object(Getter<T> getter) {
    return read(getter);
  }

  /** An array, where the database has them. */
  public List<Long> ids(String column) {
    return List.of((Long[]) array(column));
  }

  /** An array, where the database has them. */
  public List<Integer> numbers(String column) {
    return List.of((Integer[]) array(column));
  }

  /** An array, where the database has them. */
  public List<Boolean> flags(String column) {
    return List.of((Boolean[]) array(column));
  }

  /** An array, where the database has them. */
  public List<String> texts(String column) {
    return List.of((String[]) array(column));
  }

  private Object array(String column) {
    return some(
        read(
            () -> {
              Array array = results.getArray(column);
              return array == null ? null : array.getArray();
            }));
  }
}
