package io.cqueue.memory;

import io.cqueue.core.Backup;
import io.cqueue.core.RefusedException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the queue keeps its changes, so that it can be made anew from them. Once something could
 * not be kept the log has failed: nothing after it is kept either, until everything has been
 * loaded. Thread-safe.
 */
public interface ChangeLog extends AutoCloseable {

  /**
   * Says all that is kept: settings first, jobs in the order of their IDs, the rest after them. If
   * the log had failed, it can be used again after this.
   *
   * @throws RefusedException if it cannot be read, or cannot be written at the moment
   */
  void load(Consumer<Change> into);

  /**
   * Takes changes to be kept after all others that it has. Does not wait for that.
   *
   * @param changes in order; if there are none, the commit is that of those before
   */
  Commit append(List<Change> changes);

  /**
   * Makes a copy of all that is kept, as it is at one moment.
   *
   * @throws RefusedException if it cannot be made
   */
  Backup backup();

  /** Whether it has failed. */
  boolean hasFailed();

  /** Keeps what it has taken. Nothing is done with it after this. */
  @Override
  void close();

  /** The keeping of some changes and of all before. Thread-safe. */
  interface Commit {

    /**
     * Waits until they are kept.
     *
     * @throws RefusedException if they are not
     */
    void await();

    /**
     * Has something done when they are kept, or cannot be: at once if that is known, or else by the
     * thread that writes, which must not wait for a commit.
     *
     * @param action gets null, or why they are not kept
     */
    void then(Consumer<@Nullable RefusedException> action);
  }
}
