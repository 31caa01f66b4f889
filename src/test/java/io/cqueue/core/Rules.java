package io.cqueue.core;

/** What the rules of one topic need. */
interface Rules {

  /** The queue under test, empty at first. */
  Driver q();

  /** Another one, which keeps so many finished jobs at most. */
  Driver drive(int maxFinished);
}
