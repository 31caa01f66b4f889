package io.cqueue.push;

import io.cqueue.core.Job;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job on its way: it is posted once, and whatever comes of that first is settled: an answer, a
 * failure, the end of the time for it, or that the server stops. Thread-safe.
 */
final class Delivery implements FutureCallback<Answer> {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** What every delivery needs. */
  record Office(
      Supplier<Poster> poster,
      Settler settler,
      Threads threads,
      InstantSource clock,
      PushMeters meters) {}

  private final Office office;
  private final Job job;
  private final Terms terms;
  private final Verdict verdict;
  private final Runnable then;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean begun;
  private volatile long begunAt;
  private volatile @Nullable Future<?> exchange;
  private volatile @Nullable Future<?> deadline;

  /**
   * One that has not begun.
   *
   * @param then is done when the job is settled
   */
  Delivery(Office office, Job job, Terms terms, Runnable then) {
    this.office = office;
    this.job = job;
    this.terms = terms;
    this.verdict = new Verdict(job.id(), job.attempt());
    this.then = then;
  }

  /** Begins; does not wait for anything. */
  void begin() {
    deadline = office.threads.after(terms.timeout(), this::timeOut);
    office.threads.network().execute(this::post);
  }

  private void post() {
    begunAt = office.meters.begin();
    begun = true;
    if (over.get()) {
      return;
    }
    try {
      Letter letter = Letter.of(job, terms.url());
      exchange =
          office
              .poster
              .get()
              .post(
                  letter.url(),
                  letter.headers(job, terms.signer(), office.clock.instant()),
                  letter.body(),
                  this);
    } catch (RefusedException e) {
      end(verdict.unfit(e.refusal().detail()));
    } catch (RuntimeException e) {
      LOG.error("Job {} cannot be posted", job.id(), e);
      end(verdict.of(e));
    }
    if (over.get()) {
      giveUp(exchange);
    }
  }

  @Override
  public void completed(Answer answer) {
    end(verdict.of(answer, office.clock.instant()));
  }

  @Override
  public void failed(Exception why) {
    end(verdict.of(why));
  }

  /** Only by this object, which has settled the job then. */
  @Override
  public void cancelled() {
    end(verdict.giveBack());
  }

  private void timeOut() {
    // Where there was not even a thread for it, the receiver is not to blame.
    end(begun ? verdict.late(terms.timeout()) : verdict.giveBack());
  }

  /** Gives the job back, unless it is settled. */
  void giveBack() {
    end(verdict.giveBack());
  }

  private void end(Settlement how) {
    if (over.compareAndSet(false, true)) {
      giveUp(deadline);
      giveUp(exchange);
      if (begun) {
        office.meters.ended(job.queue(), how, begunAt);
      }
      office.settler.settle(how, then);
    }
  }

  private static void giveUp(@Nullable Future<?> what) {
    if (what != null) {
      what.cancel(true);
    }
  }
}
