package io.cqueue.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Loads a server over keep-alive connections and measures what it does. Immutable; {@link #run} may
 * be called again and again.
 *
 * @param target where the server is, such as {@code http://localhost:3000/}
 * @param mode what each connection does, over and over
 * @param connections how many clients there are, each with one connection and one request at a time
 * @param warmUp how long the load runs before anything is counted
 * @param duration how long it is counted, at most
 * @param limit how many {@linkplain Conversation rounds} are begun at most, warm-up included
 */
public record Bench(
    URI target, Mode mode, int connections, Duration warmUp, Duration duration, long limit) {

  /** What a connection does, over and over. */
  public enum Mode {
    /** Enqueues a job, dequeues one and concludes it: three requests. */
    LIFECYCLE,
    /** Enqueues a job. */
    ENQUEUE,
    /** Gets the target itself: for any server, to compare with. */
    GET
  }

  /** A {@link #limit} that is never reached. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Checks what was asked. */
  public Bench {
    if (!"http".equals(target.getScheme()) || target.getHost() == null) {
      throw new IllegalArgumentException("The target must be an http:// URL, not " + target);
    }
    if (connections < 1 || connections > 10_000) {
      throw new IllegalArgumentException("1 to 10000 connections, not " + connections);
    }
    if (warmUp.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("The duration must be positive");
    }
  }

  /**
   * Runs the load in the calling thread. Every round that is begun is brought to its end, so that
   * no job stays behind.
   *
   * @throws IOException if the server cannot be reached, hangs up, or answers what is not HTTP
   */
  public BenchResult run() throws IOException {
    DeliveryCheck deliveries = new DeliveryCheck();
    Supplier<Conversation> conversations = conversations(new RequestBytes(target), deliveries);
    try (LoadLoop loop = new LoadLoop(target, connections, conversations, limit)) {
      Tally tally = loop.run(warmUp, duration);
      return BenchResult.of(this, tally, deliveries);
    }
  }

  private Supplier<Conversation> conversations(RequestBytes requests, DeliveryCheck deliveries) {
    return switch (mode) {
      case LIFECYCLE -> () -> new LifecycleConversation(requests, deliveries);
      case ENQUEUE -> () -> new EnqueueConversation(requests, deliveries);
      case GET -> () -> new GetConversation(requests);
    };
  }
}
