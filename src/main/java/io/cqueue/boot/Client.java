package io.cqueue.boot;

import io.cqueue.cli.Cli;

/**
 * The way in from {@link Launcher} for commands that are clients of a server. It is apart from
 * {@link Main} so that nothing of the server is loaded for them.
 */
public final class Client {

  private Client() {}

  /**
   * Does what the command line says.
   *
   * @return the exit code
   */
  public static int run(String[] args) {
    return Cli.ask(() -> StopSignal.install().await(), args);
  }
}
