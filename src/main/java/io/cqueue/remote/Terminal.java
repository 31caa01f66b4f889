package io.cqueue.remote;

import java.io.Console;

/** Whether a person looks on. */
final class Terminal {

  private Terminal() {}

  /** Whether both the standard input and the standard output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on there is a console that can be asked.
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before Java 22 there is none unless it is a terminal.
    }
  }
}
