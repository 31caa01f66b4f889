package io.cqueue.config;

/** How much is logged, from little to much. */
public enum LogLevel {
  /** Only what went wrong. */
  ERROR,
  /** And what may go wrong. */
  WARN,
  /** And what the server does as a whole. */
  INFO,
  /** And a line a request. */
  DEBUG,
  /** And all that the libraries say. */
  TRACE
}
