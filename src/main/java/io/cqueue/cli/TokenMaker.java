package io.cqueue.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a token. */
@FunctionalInterface
public interface TokenMaker {

  /**
   * Adds a token to a file.
   *
   * @return the token
   * @throws IOException if it cannot; the message is for the user
   */
  String make(Path file, String name, String roles, String queues) throws IOException;
}
