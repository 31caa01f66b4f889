package io.cqueue.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Consumer;

/** What is done when a job ends: a job is added. Immutable; each kind checks itself. */
public sealed interface Callback {

  /** How deep callbacks go at most: one of the job that another adds is two deep. */
  int MAX_DEPTH = 8;

  /** The longest URL of a webhook, in characters. */
  int MAX_URL_LENGTH = 2048;

  /** The queue of the jobs that stand for webhooks: whoever takes them delivers these. */
  String WEBHOOK_QUEUE = "webhooks";

  /** The type of these jobs. */
  String WEBHOOK_TYPE = "webhook";

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
   * Word of it is posted to a URL. What is added is a job that says so, in {@value #WEBHOOK_QUEUE}.
   *
   * @param url where to
   */
  record Webhook(String url) implements Callback {

    /** Checks the URL. Whether it may be asked is for whoever asks to see. */
    public Webhook {
      if (url.length() > MAX_URL_LENGTH || !isAbsolute(url)) {
        String must =
            "must be a URL such as https://example.org/hook, of up to "
                + MAX_URL_LENGTH
                + " characters, without a user and a fragment";
        throw Refusal.invalid("URL", must).asException();
      }
    }

    private static boolean isAbsolute(String url) {
      try {
        URI uri = new URI(url);
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        return (http || "https".equalsIgnoreCase(uri.getScheme()))
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawFragment() == null
            && url.chars().allMatch(c -> c > ' ' && c <= '~');
      } catch (URISyntaxException e) {
        return false;
      }
    }

    @Override
    public int depth() {
      return 1;
    }

    @Override
    public void queues(Consumer<String> into) {
      into.accept(WEBHOOK_QUEUE);
    }
  }
}
