package io.cqueue.core;

import java.util.Locale;

/**
 * What a caller may be allowed to do. None includes another: one who is to look and to act has
 * both.
 */
public enum Role {
  /** To add jobs, and to see what became of them. */
  PRODUCE,
  /** To take jobs, and to say what became of them. */
  CONSUME,
  /** To change jobs, queues and schedules, and to drain and copy the whole. */
  OPERATE,
  /** To look at everything. */
  READ;

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
