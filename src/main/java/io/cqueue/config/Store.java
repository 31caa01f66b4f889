package io.cqueue.config;

/** Where jobs are kept. */
public enum Store {
  /** In this process: fast, and gone when it ends. */
  MEMORY,
  /** In PostgreSQL, which any number of servers share. */
  POSTGRES
}
