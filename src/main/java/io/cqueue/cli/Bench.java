package io.cqueue.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads a server over keep-alive connections and measures what it does. Immutable; {@link #run} may
 * be called again and again.
 *
 * @param load what is asked of which server
 * @param mode what each client does, over and over
 * @param clients how many there are, each with one connection and one request at a time
 * @param consumers how many there are besides of those that only take jobs, in {@link Mode#PRODUCE}
 * @param warmUp how long the load runs before anything is counted
 * @param duration how long it is counted, at most
 * @param limit how many {@linkplain Conversation rounds} are begun at most, warm-up included
 */
public record Bench(
    Load load,
    Mode mode,
    int clients,
    int consumers,
    Duration warmUp,
    Duration duration,
    long limit) {

  /** What a client does, over and over. */
  public enum Mode {
    /** Enqueues, dequeues and concludes: three requests. */
    LIFECYCLE,
    /** Enqueues, then concludes and dequeues at once: two requests. */
    SETTLE,
    /** Enqueues, while others take the jobs. */
    PRODUCE,
    /** Gets the target itself: for any server, to compare with. */
    GET
  }

  /** A {@link #limit} that is never reached. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final int MAX_CLIENTS = 10_000;

  /** Checks what was asked. */
  public Bench {
    if (clients < 1 || consumers < 0 || clients + consumers > MAX_CLIENTS) {
      throw new IllegalArgumentException("There must be 1 to " + MAX_CLIENTS + " clients");
    }
    if (consumers > 0 && mode != Mode.PRODUCE) {
      throw new IllegalArgumentException("Only where clients produce are there consumers besides");
    }
    if (warmUp.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("The duration must be positive");
    }
  }

  /** How many connections there are. */
  public int connections() {
    return clients + consumers;
  }

  /** Whether what is enqueued is dequeued as well. */
  boolean dequeues() {
    return mode == Mode.LIFECYCLE || mode == Mode.SETTLE || consumers > 0;
  }

  /**
   * Runs the load in the calling thread. Every round that is begun is brought to its end, and jobs
   * that were taken are concluded.
   *
   * @throws IOException if the server cannot be reached, hangs up, or answers what is not HTTP
   */
  public BenchResult run() throws IOException {
    DeliveryCheck deliveries = new DeliveryCheck();
    List<Conversation> conversations = conversations(new RequestBytes(load), deliveries);
    try (LoadLoop loop = new LoadLoop(load, conversations, limit)) {
      Tally tally = loop.run(warmUp, duration);
      return BenchResult.of(this, tally, deliveries);
    }
  }

  private List<Conversation> conversations(RequestBytes requests, DeliveryCheck deliveries) {
    Supplier<Conversation> client =
        switch (mode) {
          case LIFECYCLE -> () -> new LifecycleConversation(load, requests, deliveries);
          case SETTLE -> () -> new SettleConversation(requests, deliveries);
          case PRODUCE -> () -> new EnqueueConversation(requests, deliveries, consumers == 0);
          case GET -> () -> new GetConversation(requests);
        };
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(client.get());
    }
    for (int i = 0; i < consumers; i++) {
      all.add(new ConsumeConversation(requests, deliveries));
    }
    return Collections.unmodifiableList(all);
  }
}
