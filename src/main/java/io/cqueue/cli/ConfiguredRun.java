package io.cqueue.cli;

import io.cqueue.config.EffectiveConfig;
import java.io.IOException;

/** What a command does with the settings that it is given. */
@FunctionalInterface
public interface ConfiguredRun {

  /**
   * Does it, and returns when it is over.
   *
   * @param argument what came besides the settings; empty if the command takes nothing more
   * @throws IOException if it cannot for a reason outside of it; the message is for the user
   * @throws InterruptedException if this thread was interrupted
   */
  void run(EffectiveConfig config, String argument) throws IOException, InterruptedException;
}
