package io.cqueue.core;

import java.util.function.Consumer;

/** What is done when a job ends: a job is added. Immutable; each kind checks itself. */
public sealed interface Callback {

  /** How deep callbacks go at most: one of the job that another adds is two deep. */
  int MAX_DEPTH = 8;

  /** How many callbacks one after another come of it at most. */
  int depth();

  /** Says the queues that jobs go into because of it, now or later. */
  void queues(Consumer<String> into);

  /**
   * A job is added. If its payload is not said, it is word of what ended.
   *
   * @param job the job
   */
  record Enqueue(NewJob job) implements Callback {

    /** Checks what a job in a callback cannot have. */
    public Enqueue {
      if (!job.options().after().isEmpty()) {
        throw Refusal.invalid("Job.After", "has no place in a callback").asException();
      }
      if (job.options().links().depth() >= MAX_DEPTH) {
        String must = "must not have callbacks that are more than " + MAX_DEPTH + " deep";
        throw Refusal.invalid("Job", must).asException();
      }
    }

    @Override
    public int depth() {
      return 1 + job.options().links().depth();
    }

    @Override
    public void queues(Consumer<String> into) {
      into.accept(job.queue());
      job.options().links().queues(into);
    }
  }

  /**
   * Word of it is posted to a URL. What is added is a job that says so, in {@link Push#WEBHOOKS}.
   *
   * @param url where to
   */
  record Webhook(String url) implements Callback {

    /** Checks the URL. Whether it may be asked is for whoever asks to see. */
    public Webhook {
      if (Push.requireUrl("URL", url).getRawFragment() != null) {
        throw Refusal.invalid("URL", "must not have a fragment").asException();
      }
    }

    @Override
    public int depth() {
      return 1;
    }

    @Override
    public void queues(Consumer<String> into) {
      into.accept(Push.WEBHOOKS);
    }
  }
}
