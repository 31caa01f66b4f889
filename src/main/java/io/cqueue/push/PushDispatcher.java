package io.cqueue.push;

import io.cqueue.core.JobQueue;
import io.cqueue.core.Push;
import io.cqueue.core.Pushes;
import io.cqueue.core.RefusedException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the jobs of each queue that has a {@link Push}, and those of the queue {@link
 * Push#WEBHOOKS} that say themselves where to. Every server does so: whichever gets a job posts it.
 * Thread-safe.
 *
 * <p>It looks every second whether there is such a queue. Then it waits there as a consumer does,
 * so a job is on its way at once. Before there is anything to post it has one thread, and no
 * connections.
 */
public final class PushDispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PushDispatcher.class);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How often connections that have nothing to do are closed. */
  private static final Duration TIDY = Duration.ofSeconds(5);

  /** How often it looks before it waits for webhooks no longer. */
  private static final int PATIENCE = 60;

  /** How long those on their way may still be answered while the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final JobQueue queue;
  private final Addresses addresses;
  private final @Nullable Signer webhookSigner;
  private final Duration grace;
  private final Threads threads = new Threads();
  private final Delivery.Office office;
  private final Phaser all = new Phaser(1);

  /** Held by the one who looks, also while the store is asked. It guards what follows. */
  private final ReentrantLock looking = new ReentrantLock();

  private final Map<String, PushedQueue> posted = new HashMap<>();
  private int quiet = PATIENCE;
  private boolean stopping;

  /** Guarded by the monitor of this object, as is what follows. */
  private @Nullable Poster poster;

  private boolean closed;

  /**
   * Starts.
   *
   * @param queue whose jobs are posted
   * @param clock what time it is for the receivers
   * @param privateToo whether they may be on this machine or in a private network
   * @param webhookSecret what the jobs of {@link Push#WEBHOOKS} are signed with, if with anything
   * @param meters measure it
   */
  public PushDispatcher(
      JobQueue queue,
      InstantSource clock,
      boolean privateToo,
      @Nullable String webhookSecret,
      PushMeters meters) {
    this(queue, clock, privateToo, webhookSecret, meters, GRACE);
  }

  /** The same with another grace, for tests. */
  PushDispatcher(
      JobQueue queue,
      InstantSource clock,
      boolean privateToo,
      @Nullable String webhookSecret,
      PushMeters meters,
      Duration grace) {
    this.queue = queue;
    this.grace = grace;
    this.addresses = new Addresses(InetAddress::getAllByName, privateToo);
    this.webhookSigner = Signer.with(webhookSecret);
    Settler settler = new Settler(queue, threads);
    this.office = new Delivery.Office(this::poster, settler, threads, clock, meters);
    threads.each(LOOK, this::look);
  }

  /** There is none before there is something to post. */
  private synchronized Poster poster() {
    if (closed) {
      throw new IllegalStateException("the server stops");
    }
    if (poster == null) {
      Poster first = new Poster(addresses, PushedQueue.MAX_ON_THEIR_WAY);
      threads.each(TIDY, first::tidy);
      poster = first;
    }
    return poster;
  }

  private void look() {
    looking.lock();
    try {
      if (!stopping) {
        look(queue.pushes());
      }
    } catch (RefusedException e) {
      LOG.debug("It cannot be seen what there is to post; the store has said why", e);
    } catch (RuntimeException e) {
      LOG.error("It cannot be seen what there is to post; the next look goes on", e);
    } finally {
      looking.unlock();
    }
  }

  private void look(Pushes now) {
    Map<String, Terms> wanted = new HashMap<>();
    now.byQueue().forEach((name, push) -> wanted.put(name, Terms.of(push)));
    if (now.webhooks()) {
      quiet = 0;
    }
    if (quiet < PATIENCE) {
      wanted.putIfAbsent(Push.WEBHOOKS, Terms.ofWebhooks(webhookSigner));
      PushedQueue webhooks = posted.get(Push.WEBHOOKS);
      quiet = webhooks != null && webhooks.isBusy() ? 0 : quiet + 1;
    }
    Set<String> gone = new HashSet<>(posted.keySet());
    gone.removeAll(wanted.keySet());
    for (String name : gone) {
      PushedQueue each = posted.get(name);
      if (each != null) {
        each.stop();
      }
    }
    posted.values().removeIf(PushedQueue::isOver);
    wanted.forEach(this::post);
  }

  private void post(String name, Terms terms) {
    posted
        .computeIfAbsent(name, any -> new PushedQueue(name, terms, queue, office, all))
        .post(terms);
  }

  /**
   * Takes no more jobs, waits some seconds for the answers to those on their way, and gives the
   * others back.
   */
  @Override
  public void close() {
    List<PushedQueue> last;
    looking.lock();
    try {
      stopping = true;
      last = List.copyOf(posted.values());
    } finally {
      looking.unlock();
    }
    last.forEach(PushedQueue::stop);
    await();
    last.forEach(PushedQueue::giveBack);
    Poster used;
    synchronized (this) {
      closed = true;
      used = poster;
    }
    threads.close();
    if (used != null) {
      used.close();
    }
  }

  private void await() {
    try {
      all.awaitAdvanceInterruptibly(
          all.arriveAndDeregister(), grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("Some jobs are given back that were posted and not answered yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
