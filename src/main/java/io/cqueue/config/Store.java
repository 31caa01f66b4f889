package io.cqueue.config;

/** Where jobs are kept. */
public enum Store {
  /** In this process: fast, and gone when it ends. */
  MEMORY,
  /** In this process, and in a file of SQLite from which they come back when it starts again. */
  SQLITE,
  /** In PostgreSQL, which any number of servers share. */
  POSTGRES
}
