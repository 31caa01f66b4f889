package io.cqueue.memory;

import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import java.util.ArrayList;
import java.util.List;

/** Calls to make once the lock has been given back. Guarded by the lock of the queue. */
final class Notices {

  /** One of them: an answer, or instead a refusal if the store has lost what it is about. */
  interface Notice {

    void give();

    void refuse(RefusedException why);
  }

  private record Answer<T>(Reply<T> to, T answer) implements Notice {
    @Override
    public void give() {
      to.accept(answer);
    }

    @Override
    public void refuse(RefusedException why) {
      to.refuse(why);
    }
  }

  private record Wake(Runnable listener) implements Notice {
    @Override
    public void give() {
      listener.run();
    }

    @Override
    public void refuse(RefusedException why) {
      // There is nothing new to hear.
    }
  }

  private List<Notice> notices = new ArrayList<>();

  <T> void answer(Reply<T> to, T answer) {
    notices.add(new Answer<>(to, answer));
  }

  void wake(Runnable listener) {
    notices.add(new Wake(listener));
  }

  /** Takes all calls that there are, in order. */
  List<Notice> take() {
    if (notices.isEmpty()) {
      return List.of();
    }
    List<Notice> taken = notices;
    notices = new ArrayList<>();
    return taken;
  }
}
