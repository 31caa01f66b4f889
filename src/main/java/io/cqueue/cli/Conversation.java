package io.cqueue.cli;

import java.nio.ByteBuffer;

/**
 * One client's side of a talk with the server, in rounds that begin anew for ever. It asks, hears
 * the answer, and asks again. Used by one thread.
 */
interface Conversation {

  /** What {@link #hear} says while a round goes on. */
  int GOES_ON = -1;

  /** Puts the next request into an empty buffer, which has room for {@link Load#maxRequest}. */
  void ask(ByteBuffer out);

  /**
   * Takes the answer to the last request.
   *
   * @return how many jobs a round that ended with it got done, or {@link #GOES_ON}
   */
  int hear(Answer answer);

  /**
   * Whether it may end, now that the time is over and its last round is.
   *
   * @param othersGoOn whether others have not ended, those that only consume left aside
   */
  default boolean mayEnd(boolean othersGoOn) {
    return true;
  }

  /** Whether it only consumes what others produce. */
  default boolean onlyConsumes() {
    return false;
  }

  /**
   * Puts a last request into an empty buffer, now that no more rounds are begun. Its answer is
   * heard as well.
   *
   * @return whether there is one
   */
  default boolean bye(ByteBuffer out) {
    return false;
  }
}
