package io.cqueue.work;

import java.time.Duration;
import java.util.List;

/**
 * How a job is done by a command. Immutable.
 *
 * @param command the program and its arguments
 * @param killAfter how long it has to end when it is asked to, before it is killed
 * @param maxOutput how many bytes of its standard output become the result
 */
public record CommandSettings(List<String> command, Duration killAfter, int maxOutput) {

  /** Checks itself. */
  public CommandSettings {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("There must be a command");
    }
    if (killAfter.isNegative()) {
      throw new IllegalArgumentException("The time until it is killed must not be negative");
    }
    if (maxOutput < 0) {
      throw new IllegalArgumentException("The output must not be less than nothing");
    }
  }
}
