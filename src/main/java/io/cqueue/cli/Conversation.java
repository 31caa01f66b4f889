package io.cqueue.cli;

import java.nio.ByteBuffer;

/**
 * One client's side of a talk with the server, in rounds that begin anew for ever. It asks, hears
 * the answer, and asks again. Used by one thread.
 */
interface Conversation {

  /** Puts the next request into an empty buffer. */
  void ask(ByteBuffer out);

  /**
   * Takes the answer to the last request.
   *
   * @return whether a round ended with it
   */
  boolean hear(Answer answer);
}
