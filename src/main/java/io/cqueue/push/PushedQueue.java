package io.cqueue.push;

import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue whose jobs are posted: asks for as many as may be on their way at once, and for more
 * when they are settled. How many there may be on all servers together, and how fast, is for the
 * store to see to. Thread-safe: the monitor of this object guards its fields, and nothing else is
 * called while it is held.
 */
final class PushedQueue {

  private static final Logger LOG = LoggerFactory.getLogger(PushedQueue.class);

  /** How long a question for jobs waits for one to come. */
  private static final Duration WAIT = Duration.ofSeconds(60);

  /** How many jobs come with one answer. */
  private static final int MAX_AT_ONCE = 100;

  /** How many jobs of all queues are on their way from this server. */
  static final int MAX_ON_THEIR_WAY = 1000;

  private final String name;
  private final JobQueue jobs;
  private final Delivery.Office office;

  /** Has a party for each job that is on its way, of whatever queue, and one besides. */
  private final Phaser all;

  private final Set<Delivery> onTheirWay = new HashSet<>();
  private Terms terms;
  private boolean stopped;
  private boolean wasBusy;

  /** Which question is open, and whether one is. */
  private long question;

  private boolean asking;
  private @Nullable Pending pending;

  PushedQueue(String name, Terms terms, JobQueue jobs, Delivery.Office office, Phaser all) {
    this.name = name;
    this.terms = terms;
    this.jobs = jobs;
    this.office = office;
    this.all = all;
  }

  /** From now on on these terms. */
  void post(Terms now) {
    Pending outdated = null;
    synchronized (this) {
      if (!now.isSame(terms)) {
        outdated = pending;
        pending = null;
      }
      terms = now;
      stopped = false;
    }
    giveUp(outdated);
    ask();
  }

  /** Gives the open question up; if an answer to it is under way, that is as good. */
  private void giveUp(@Nullable Pending waiting) {
    if (waiting != null && waiting.cancel()) {
      synchronized (this) {
        asking = false;
      }
    }
  }

  /** Takes no more jobs; those on their way go on. */
  void stop() {
    Pending waiting;
    synchronized (this) {
      stopped = true;
      waiting = pending;
      pending = null;
    }
    giveUp(waiting);
  }

  /** Gives back what is not answered. */
  void giveBack() {
    List<Delivery> left;
    synchronized (this) {
      left = List.copyOf(onTheirWay);
    }
    left.forEach(Delivery::giveBack);
  }

  /** Whether there was a job since this was asked last, or there is one. */
  synchronized boolean isBusy() {
    boolean was = wasBusy || !onTheirWay.isEmpty();
    wasBusy = false;
    return was;
  }

  /** Whether none is on its way, and none may come. */
  synchronized boolean isOver() {
    return stopped && !asking && onTheirWay.isEmpty();
  }

  private void ask() {
    long number;
    int max;
    Terms now;
    synchronized (this) {
      int room = MAX_ON_THEIR_WAY - (all.getRegisteredParties() - 1);
      max = Math.min(MAX_AT_ONCE, Math.min(room, terms.concurrency() - onTheirWay.size()));
      if (stopped || asking || max <= 0) {
        return;
      }
      asking = true;
      number = ++question;
      now = terms;
    }
    try {
      office.threads().store().execute(() -> ask(number, now, max));
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops", e);
    }
  }

  private void ask(long number, Terms now, int max) {
    Pending waiting;
    try {
      waiting = jobs.dequeue(now.request(name, max), WAIT, new Got(number, now));
    } catch (RefusedException e) {
      LOG.debug("Nothing can be had now; the store has said why", e);
      answered(number);
      return;
    } catch (RuntimeException e) {
      LOG.error("Nothing can be had of the queue {}", name, e);
      answered(number);
      return;
    }
    boolean late;
    synchronized (this) {
      late = stopped || !terms.isSame(now);
      if (asking && question == number && !late) {
        pending = waiting;
      }
    }
    if (late && waiting.cancel()) {
      answered(number);
      ask();
    }
  }

  private synchronized void answered(long number) {
    if (question == number) {
      asking = false;
      pending = null;
    }
  }

  /** The answer to a question for jobs. */
  private final class Got implements Reply<List<Job>> {

    private final long number;
    private final Terms terms;

    private Got(long number, Terms terms) {
      this.number = number;
      this.terms = terms;
    }

    @Override
    public void accept(List<Job> some) {
      try {
        // Whoever calls has other things to do.
        office.threads().store().execute(() -> got(number, terms, some));
      } catch (RejectedExecutionException e) {
        release(some); // The server stops.
      }
    }

    @Override
    public void refuse(RefusedException why) {
      answered(number); // The next look asks again.
    }
  }

  private void got(long number, Terms then, List<Job> some) {
    List<Delivery> begun = new ArrayList<>(some.size());
    boolean late;
    synchronized (this) {
      late = stopped;
      wasBusy |= !some.isEmpty();
      for (Job job : late ? List.<Job>of() : some) {
        begun.add(delivery(job, then));
      }
      onTheirWay.addAll(begun);
      if (question == number) {
        asking = false;
        pending = null;
      }
    }
    if (late) {
      release(some);
      return;
    }
    begun.forEach(Delivery::begin);
    ask();
  }

  private Delivery delivery(Job job, Terms then) {
    all.register();
    Delivery[] itself = new Delivery[1];
    itself[0] = new Delivery(office, job, then, () -> settled(itself[0]));
    return itself[0];
  }

  private void settled(Delivery delivery) {
    synchronized (this) {
      onTheirWay.remove(delivery);
    }
    all.arriveAndDeregister();
    ask();
  }

  private void release(List<Job> some) {
    try {
      List<Settlement> back =
          some.stream().map(job -> new Verdict(job.id(), job.attempt()).giveBack()).toList();
      if (!back.isEmpty()) {
        jobs.settle(back, new Returned());
      }
    } catch (RefusedException e) {
      new Returned().refuse(e);
    }
  }

  /** Nobody waits for this: whoever gives back may be the thread that writes for all. */
  private static final class Returned implements Reply<List<Outcome>> {

    @Override
    public void accept(List<Outcome> answer) {}

    @Override
    public void refuse(RefusedException why) {
      LOG.debug("What cannot be given back comes back when its lease is over", why);
    }
  }
}
