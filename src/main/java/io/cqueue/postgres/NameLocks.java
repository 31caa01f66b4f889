package io.cqueue.postgres;

import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Locks on names, for what no row stands for: a group, a unique key. A transaction takes those that
 * it knows of at its start, all at once and in the order that all transactions have. One that it
 * learns of later it takes only if it need not wait; otherwise it starts afresh, knowing one more.
 * So no two wait for each other. Not thread-safe.
 */
final class NameLocks {

  /** The transaction must start afresh and take this lock first. */
  static final class Wanted extends RuntimeException {

    private final String name;

    private Wanted(String name) {
      super(null, null, false, false);
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  private final Connection connection;
  private final Set<String> held = new HashSet<>();

  NameLocks(Connection connection) {
    this.connection = connection;
  }

  static String ofGroup(String queue, String group) {
    return "group\n" + queue + "\n" + group;
  }

  static String ofUniqueKey(String queue, String key) {
    return "unique\n" + queue + "\n" + key;
  }

  /** Takes these at the start. */
  void take(Set<String> names) {
    if (!names.isEmpty()) {
      query("lock_names").texts("names", new TreeSet<>(names)).run();
      held.addAll(names);
    }
  }

  /** Takes one more. */
  void need(String name) {
    if (held.add(name)
        && !query("try_lock_name")
            .set("name", name)
            .first(row -> row.flag("locked"))
            .orElseThrow()) {
      throw new Wanted(name);
    }
  }

  private Query query(String name) {
    return new Query(connection, Sql.beside(PostgresJobQueue.class, name));
  }
}
