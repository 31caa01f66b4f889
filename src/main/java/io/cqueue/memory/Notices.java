package io.cqueue.memory;

import java.util.ArrayList;
import java.util.List;

/** Calls to make once the lock has been given back. Guarded by the lock of the queue. */
final class Notices {

  private List<Runnable> calls = new ArrayList<>();

  void add(Runnable call) {
    calls.add(call);
  }

  /** Takes all calls that there are, in order. */
  List<Runnable> take() {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }
}
