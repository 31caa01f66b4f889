package io.cqueue.cli;

import io.cqueue.config.EffectiveConfig;
import java.io.IOException;

/** What {@code serve} runs. */
@FunctionalInterface
public interface ServerRunner {

  /**
   * Runs a server until it is told to stop.
   *
   * @throws IOException if it cannot start for a reason outside of it; the message is for the user
   * @throws InterruptedException if this thread was interrupted
   */
  void run(EffectiveConfig config) throws IOException, InterruptedException;
}
