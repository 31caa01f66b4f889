package io.cqueue.core;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Every rule of the contract that has to do with jobs and not with HTTP, once for all stores. A
 * subclass for each store says how to open an empty one. Time stands still unless a test moves it.
 *
 * <p>The rules are by topic in the interfaces that this class implements.
 */
public abstract class JobQueueContract
    implements EnqueueRules,
        OrderRules,
        DequeueRules,
        IdempotencyRules,
        WaitRules,
        ReplyRules,
        SettleRules,
        LeaseRules,
        RetryRules,
        TimeRules,
        UniqueRules,
        GroupRules,
        AfterRules,
        CallbackRules,
        BatchRules,
        OperatorRules,
        ListRules,
        QueueRules,
        LimitRules,
        PushRules,
        EventRules,
        CounterRules,
        ScheduleRules,
        GuardRules,
        ExportRules {

  private Driver driver;

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   * @param maxFinished how many jobs that are done are kept at most
   * @param counters what it counts with
   */
  protected abstract JobQueue open(InstantSource clock, int maxFinished, JobCounters counters);

  @BeforeEach
  void openQueue() {
    driver = drive(100_000);
  }

  @AfterEach
  void closeQueue() {
    driver.close();
  }

  @Override
  public final Driver q() {
    return driver;
  }

  @Override
  public final Driver drive(int maxFinished) {
    ManualClock clock = new ManualClock();
    JobCounters counters = new JobCounters(10);
    return new Driver(clock, open(clock, maxFinished, counters), counters);
  }
}
