package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Refusal.Reason;
import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one caller may see and do: {@link GuardedJobQueue}, over every store. */
interface GuardRules extends Rules {

  private GuardedJobQueue as(Caller caller) {
    return new GuardedJobQueue(q().queue, caller);
  }

  /** One with these roles for the queues "mine" and "mail-…". */
  private GuardedJobQueue with(Role... roles) {
    return as(new Caller("one", Set.of(roles), List.of("mine", "mail-*")));
  }

  private GuardedJobQueue withAllRoles() {
    return with(Role.values());
  }

  private static void assertForbidden(org.junit.jupiter.api.function.Executable call) {
    Driver.assertRefused(Reason.FORBIDDEN, call);
  }

  private static void assertUnknown(org.junit.jupiter.api.function.Executable call) {
    Driver.assertRefused(Reason.UNKNOWN_JOB, call);
  }

  private static Schedule schedule(String name, String queue) {
    return new Schedule(
        name, "0 * * * *", ZoneId.of("UTC"), job().in(queue).build(), Schedule.Overlap.SKIP);
  }

  private static JobFilter all(int limit) {
    return new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, limit);
  }

  private static List<Long> ids(JobPage page) {
    return page.jobs().stream().map(Job::id).toList();
  }

  @Test
  default void aPatternIsANameOrABeginningOrEverything() {
    Caller caller = new Caller("one", Set.of(), List.of("mine", "mail-*"));
    assertTrue(caller.sees("mine") && caller.sees("mail-") && caller.sees("mail-a"));
    assertFalse(caller.sees("mine2") || caller.sees("min") || caller.sees("mail"));
    assertFalse(caller.seesAll());
    assertTrue(Caller.ANYONE.seesAll() && Caller.ANYONE.sees("x"));
    for (String wrong : List.of("", "-a", "a*b", "**", "a b")) {
      Driver.assertInvalid("queues", () -> new Caller("one", Set.of(), List.of(wrong)));
    }
  }

  @Test
  default void eachCallNeedsItsRole() {
    long id = q().add(job().in("mine"));
    JobQueue consumer = with(Role.CONSUME);
    JobQueue operator = with(Role.OPERATE);
    JobQueue producer = with(Role.PRODUCE);
    JobQueue reader = with(Role.READ);
    JobQueue others = with(Role.CONSUME, Role.OPERATE, Role.READ);
    assertForbidden(() -> others.enqueue(job().in("mine").build()));

    for (JobQueue one : List.of(producer, with(Role.PRODUCE, Role.OPERATE, Role.READ))) {
      assertForbidden(() -> one.dequeue(Driver.oneFrom("mine")));
      assertForbidden(() -> one.dequeue(Driver.oneFrom("mine"), SECOND, jobs -> {}));
      assertForbidden(() -> one.settle(List.of(new Settlement.Conclude(id, Claim.NONE, null))));
    }
    for (JobQueue one : List.of(consumer, operator)) {
      assertForbidden(() -> one.find(id));
      assertForbidden(() -> one.queuesOf(List.of(id)));
      assertForbidden(() -> one.await(id, SECOND, job -> {}));
    }
    for (JobQueue one : List.of(consumer, operator, producer)) {
      assertForbidden(() -> one.list(all(1)));
      assertForbidden(one::queues);
      assertForbidden(() -> one.queue("mine"));
      assertForbidden(one::schedules);
      assertForbidden(() -> one.schedule("s"));
      assertForbidden(() -> one.listen(() -> {}));
    }
    assertForbidden(consumer::stats);
    assertForbidden(producer::stats);
    for (JobQueue one : List.of(consumer, producer, reader)) {
      assertForbidden(() -> one.cancel(id));
      assertForbidden(() -> one.retry(id));
      assertForbidden(() -> one.change(id, Driver.priority(1)));
      assertForbidden(() -> one.move(id, "mail-a"));
      assertForbidden(() -> one.configure("mine", QueueSettings.DEFAULT));
      assertForbidden(() -> one.pause("mine", true));
      assertForbidden(() -> one.delete("mine"));
      assertForbidden(() -> one.purge("mine"));
      assertForbidden(() -> one.retryFailed("mine"));
      assertForbidden(() -> one.schedule(schedule("s", "mine")));
      assertForbidden(() -> one.unschedule("s"));
      assertForbidden(() -> one.drain(true));
      assertForbidden(one::backup);
    }
    q().assertStatus(JobStatus.QUEUED, id);
  }

  @Test
  default void withItsRoleEachCallIsAsUsual() {
    JobQueue producer = with(Role.PRODUCE);
    JobQueue consumer = with(Role.CONSUME);
    JobQueue operator = with(Role.OPERATE);
    JobQueue reader = with(Role.READ);
    long id = producer.enqueue(job().in("mine").build()).id();
    assertEquals(id, producer.find(id).orElseThrow().job().id());
    List<Optional<JobHistory>> heard = new ArrayList<>();
    producer.await(id, MINUTE, heard::add);
    operator.change(id, Driver.priority(9));
    assertEquals(id, consumer.dequeue(Driver.oneFrom("mine")).get(0).id());
    consumer.settle(new Settlement.Conclude(id, Claim.NONE, null));
    assertEquals(JobStatus.CONCLUDED, heard.get(0).orElseThrow().job().status());

    long other = producer.enqueue(job().in("mine").build()).id();
    assertEquals("mail-a", operator.move(other, "mail-a").queue());
    operator.cancel(other);
    operator.retry(other);
    assertEquals(1, operator.purge("mail-a"));
    assertTrue(operator.pause("mail-a", true).settings().paused());
    operator.configure("mail-a", QueueSettings.DEFAULT);
    assertEquals(0, operator.retryFailed("mail-a"));
    operator.delete("mail-a");
    operator.schedule(schedule("s", "mine"));
    assertEquals("s", reader.schedule("s").schedule().name());
    operator.unschedule("s");
    assertEquals(List.of(id), ids(reader.list(all(10))));
    assertEquals(1, reader.stats().count(JobStatus.CONCLUDED));
  }

  @Test
  default void whatHasToDoWithAllQueuesNeedsARightToAll() {
    JobQueue everyRole = withAllRoles();
    JobQueue everyQueue =
        as(new Caller("all", EnumSet.complementOf(EnumSet.of(Role.OPERATE)), List.of("*")));
    for (JobQueue one : List.of(everyRole, everyQueue)) {
      assertForbidden(() -> one.drain(true));
      assertForbidden(one::dismiss);
      assertForbidden(one::pushes);
      assertForbidden(one::backup);
      assertForbidden(one::export);
      assertForbidden(() -> one.restore(List.<Kept>of().iterator()));
    }
    assertFalse(q().queue.stats().draining());
  }

  @Test
  default void whoMayOperateAllQueuesIsServedAsUsual() {
    JobQueue operator = as(new Caller("ops", Set.of(Role.OPERATE), List.of("*")));
    long id = q().add(job().in("x"));
    List<List<Job>> waits = new ArrayList<>();
    q().queue.dequeue(Driver.oneFrom("mine"), MINUTE, waits::add);
    operator.dismiss();
    assertEquals(List.of(List.of()), waits);

    List<Kept> said = new ArrayList<>();
    operator.export().sayTo(said::add);
    assertTrue(
        said.stream().anyMatch(each -> each instanceof Kept.OfJob kept && kept.job().id() == id));
    // Only an empty queue takes everything back.
    Driver.assertRefused(Reason.STORE_NOT_EMPTY, () -> operator.restore(said.iterator()));
    assertEquals(q().queue.pushes(), operator.pushes());
    assertEquals(q().queue.readiness(), operator.readiness());

    operator.drain(true);
    assertTrue(q().queue.stats().draining());
  }

  @Test
  default void aJobOfAnotherQueueIsUnknown() {
    long id = q().add(job().in("other"));
    JobQueue mine = withAllRoles();

    assertEquals(Optional.empty(), mine.find(id));
    assertEquals(Map.of(), mine.queuesOf(List.of(id)));
    List<Optional<JobHistory>> heard = new ArrayList<>();
    assertFalse(mine.await(id, MINUTE, heard::add).cancel());
    assertEquals(List.of(Optional.empty()), heard);
    assertUnknown(() -> mine.cancel(id));
    assertUnknown(() -> mine.retry(id));
    assertUnknown(() -> mine.change(id, Driver.priority(1)));
    assertUnknown(() -> mine.move(id, "mine"));
    q().take(Driver.oneFrom("other"));
    for (Settlement item :
        List.of(
            new Settlement.Conclude(id, Claim.NONE, null),
            new Settlement.Fail(id, Claim.NONE, null, null, true),
            new Settlement.Extend(id, Claim.NONE, HOUR, null),
            new Settlement.Release(id, Claim.NONE, Duration.ZERO))) {
      assertUnknown(() -> mine.settle(item));
    }
    q().assertStatus(JobStatus.IN_PROGRESS, id);
  }

  @Test
  default void theRefusalOfAHiddenJobIsThatOfAJobThatIsNot() {
    long id = q().add(job().in("other"));
    JobQueue mine = withAllRoles();
    Refusal hidden = Driver.assertRefused(Reason.UNKNOWN_JOB, () -> mine.cancel(id));
    Refusal none = Driver.assertRefused(Reason.UNKNOWN_JOB, () -> mine.cancel(id + 1));
    Refusal after =
        Driver.assertRefused(
            Reason.INVALID, () -> mine.enqueue(job().in("mine").after(id).build()));
    Refusal afterNone =
        Driver.assertRefused(
            Reason.INVALID, () -> mine.enqueue(job().in("mine").after(id + 1).build()));

    assertEquals(text(none, id + 1), text(hidden, id));
    assertEquals(text(afterNone, id + 1), text(after, id));
  }

  private static String text(Refusal refusal, long id) {
    return refusal.toString().replace(" " + id, " N");
  }

  @Test
  default void amongManyThatAreSettledOnlyItsOwnAre() {
    q().addAll(job().in("mine"), job().in("other"), job().in("mail-a"));
    q().take(Driver.most(3, "mine", "other", "mail-a"));

    List<Outcome> outcomes =
        withAllRoles()
            .settle(
                List.of(
                    new Settlement.Conclude(2, Claim.NONE, null),
                    new Settlement.Conclude(3, Claim.NONE, null),
                    new Settlement.Conclude(77, Claim.NONE, null),
                    new Settlement.Conclude(1, Claim.NONE, null)));

    assertEquals(new Outcome.Refused(2, Refusal.unknownJob(2L)), outcomes.get(0));
    assertEquals(3, outcomes.get(1).orThrow().id());
    assertEquals(new Outcome.Refused(77, Refusal.unknownJob(77L)), outcomes.get(2));
    assertEquals(1, outcomes.get(3).orThrow().id());
    q().assertStatus(JobStatus.IN_PROGRESS, 2);
  }

  @Test
  default void toChangeAQueueThatItDoesNotSeeIsForbidden() {
    JobQueue mine = withAllRoles();
    assertForbidden(() -> mine.enqueue(job().in("other").build()));
    assertForbidden(
        () -> mine.enqueue(List.of(job().in("mine").build(), job().in("other").build()), null));
    assertForbidden(() -> mine.dequeue(Driver.oneFrom("mine", "other")));
    assertForbidden(() -> mine.dequeue(Driver.oneFrom("other"), SECOND, jobs -> {}));
    assertForbidden(() -> mine.configure("other", QueueSettings.DEFAULT));
    assertForbidden(() -> mine.pause("other", true));
    assertForbidden(() -> mine.delete("other"));
    assertForbidden(() -> mine.purge("other"));
    assertForbidden(() -> mine.retryFailed("other"));
    assertForbidden(() -> mine.schedule(schedule("s", "other")));
    long id = q().add(job().in("mine"));
    assertForbidden(() -> mine.move(id, "other"));
    assertEquals(List.of("mine"), q().queue.queues().stream().map(QueueStats::name).toList());
  }

  @Test
  default void aQueueThatItDoesNotSeeIsAsOneThatNobodyHasNamed() {
    q().add(job().in("other"));
    q().add(job().in("mine"));
    JobQueue mine = withAllRoles();

    assertEquals(List.of("mine"), mine.queues().stream().map(QueueStats::name).toList());
    QueueStats other = mine.queue("other");
    QueueStats nobodys = q().queue.queue("nobodys");
    for (JobStatus status : JobStatus.values()) {
      assertEquals(0, other.counts().getOrDefault(status, 0L));
    }
    assertEquals(nobodys.settings(), other.settings());
    assertEquals(nobodys.oldestAge(), other.oldestAge());
    assertEquals(nobodys.rates(), other.rates());
    assertEquals(1, mine.stats().count(JobStatus.QUEUED));
  }

  @Test
  default void aListHasOnlyItsOwnJobs() {
    List<Long> own = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      q().add(job().in("other"));
      own.add(q().add(job().in(i % 2 == 0 ? "mine" : "mail-a")));
    }
    JobQueue mine = withAllRoles();

    assertEquals(own, ids(mine.list(all(100))));
    JobPage first = mine.list(all(7));
    assertEquals(own.subList(0, 7), ids(first));
    List<Long> paged = new ArrayList<>(ids(first));
    for (Long next = first.next(); next != null; ) {
      JobPage page = mine.list(new JobFilter(null, Set.of(), Set.of(), Map.of(), next, 7));
      paged.addAll(ids(page));
      next = page.next();
    }
    assertEquals(own, paged);
    JobFilter other = new JobFilter("other", Set.of(), Set.of(), Map.of(), 0, 100);
    assertEquals(List.of(), ids(mine.list(other)));
    assertEquals(15, ids(mine.list(other.in("mine"))).size());
    JobQueue single = as(new Caller("one", Set.of(Role.READ), List.of("mine")));
    assertEquals(15, ids(single.list(all(100))).size());
  }

  @Test
  default void aJobCannotComeAfterOneThatItDoesNotSee() {
    long hidden = q().add(job().in("other"));
    long seen = q().add(job().in("mail-a"));
    JobQueue mine = withAllRoles();

    Driver.assertInvalid("After", () -> mine.enqueue(job().in("mine").after(seen, hidden).build()));
    Driver.assertInvalid(
        "After",
        () ->
            mine.schedule(
                new Schedule(
                    "s",
                    "0 * * * *",
                    ZoneId.of("UTC"),
                    job().in("mine").after(hidden).build(),
                    Schedule.Overlap.SKIP)));
    long id = mine.enqueue(job().in("mine").after(seen).build()).id();
    q().assertStatus(JobStatus.BLOCKED, id);
  }

  @Test
  default void eachCallerHasIdempotencyKeysOfItsOwn() {
    JobQueue one = withAllRoles();
    JobQueue two = as(new Caller("two", EnumSet.allOf(Role.class), List.of("*")));
    List<NewJob> jobs = List.of(job().in("mine").build());
    long first = one.enqueue(jobs, new IdempotencyKey("k", "a")).get(0).id();

    long second = two.enqueue(jobs, new IdempotencyKey("k", "b")).get(0).id();
    assertTrue(second != first, "another caller's key");
    assertEquals(first, one.enqueue(jobs, new IdempotencyKey("k", "a")).get(0).id());
    Driver.assertRefused(
        Reason.KEY_REUSED, () -> one.enqueue(jobs, new IdempotencyKey("k", "other")));

    Dequeue keyed = new Dequeue(List.of("mine"), Set.of(), 1, null, null, "k");
    assertEquals(first, one.dequeue(keyed).get(0).id());
    assertEquals(second, two.dequeue(keyed).get(0).id());
    assertEquals(first, one.dequeue(keyed).get(0).id());
  }

  @Test
  default void schedulesOfOtherQueuesAreUnknown() {
    q().queue.schedule(schedule("theirs", "other"));
    q().queue.schedule(schedule("ours", "mine"));
    JobQueue mine = withAllRoles();

    assertEquals(
        List.of("ours"), mine.schedules().stream().map(it -> it.schedule().name()).toList());
    Driver.assertRefused(Reason.UNKNOWN_SCHEDULE, () -> mine.schedule("theirs"));
    Driver.assertRefused(Reason.UNKNOWN_SCHEDULE, () -> mine.unschedule("theirs"));
    assertForbidden(() -> mine.schedule(schedule("theirs", "mine")));
    assertEquals("other", q().queue.schedule("theirs").schedule().job().queue());
    mine.unschedule("ours");
  }

  @Test
  default void ofEventsOfOtherQueuesOnlyTheNumberIsTold() {
    JobQueue.Events events = withAllRoles().listen(() -> {});
    q().addAll(job().in("other"), job().in("mine"), job().in("other"));

    List<JobEvent> heard = events.after(0, 10);

    assertEquals(List.of(1L, 2L, 3L), heard.stream().map(JobEvent::sequence).toList());
    assertEquals(JobEvent.hidden(1), heard.get(0));
    assertTrue(heard.get(0).isHidden() && heard.get(2).isHidden());
    assertEquals("mine", heard.get(1).queue());
    assertEquals(2, heard.get(1).id());
    assertFalse(heard.get(1).isHidden());
    assertEquals(3, events.latest());
    events.close();
  }

  @Test
  default void oneThatWaitsForAJobThatIsMovedAwayLosesSightOfIt() {
    long id = q().add(job().in("mine"));
    List<Optional<JobHistory>> heard = new ArrayList<>();
    withAllRoles().await(id, MINUTE, heard::add);
    q().queue.move(id, "other");
    q().pass(MINUTE);

    assertEquals(List.of(Optional.empty()), heard);
  }

  /** Whoever is told that a caller has lost its rights. */
  private static void lose(List<Consumer<RefusedException>> told) {
    RefusedException why = Refusal.of(Reason.UNAUTHENTICATED, "It is gone.").asException();
    List.copyOf(told).forEach(each -> each.accept(why));
    told.clear();
  }

  private GuardedJobQueue until(List<Consumer<RefusedException>> told) {
    Caller caller = new Caller("one", Set.of(Role.values()), List.of("mine"));
    return new GuardedJobQueue(q().queue, caller, (isOver, end) -> told.add(end));
  }

  @Test
  default void whoLosesItsRightsWaitsNoMoreAndGetsNoJob() {
    List<Consumer<RefusedException>> told = new ArrayList<>();
    long id = q().add(job().in("mine").priority(1));
    q().take(Driver.oneFrom("mine"));
    List<String> heard = new CopyOnWriteArrayList<>();
    JobQueue mine = until(told);
    mine.dequeue(Driver.oneFrom("mine"), MINUTE, hearing(heard, "a job"));
    mine.await(id, MINUTE, hearing(heard, "a result"));
    assertEquals(List.of(), heard);

    lose(told);
    assertEquals(List.of("refused", "refused"), heard);
    long next = q().add(job().in("mine"));
    q().conclude(id);
    q().pass(MINUTE);
    assertEquals(List.of("refused", "refused"), heard);
    q().assertStatus(JobStatus.QUEUED, next);
  }

  @Test
  default void whoGotItsAnswerIsNotRefusedLater() {
    List<Consumer<RefusedException>> told = new ArrayList<>();
    List<String> heard = new CopyOnWriteArrayList<>();
    q().add(job().in("mine"));
    until(told).dequeue(Driver.oneFrom("mine"), MINUTE, hearing(heard, "a job"));
    assertEquals(List.of("a job"), heard);

    lose(told);
    assertEquals(List.of("a job"), heard);
  }

  private static <T> Reply<T> hearing(List<String> heard, String what) {
    return new Reply<>() {
      @Override
      public void accept(T answer) {
        heard.add(what);
      }

      @Override
      public void refuse(RefusedException why) {
        heard.add("refused");
      }
    };
  }

  @Test
  default void whoLosesItsRightsIsWokenAndHearsNoMoreEvents() {
    List<Consumer<RefusedException>> told = new ArrayList<>();
    List<String> woken = new CopyOnWriteArrayList<>();
    JobQueue.Events events = until(told).listen(() -> woken.add("woken"));
    long latest = events.latest();

    lose(told);
    assertFalse(woken.isEmpty());
    Driver.assertRefused(Reason.UNAUTHENTICATED, () -> events.after(latest, 10));
    Driver.assertRefused(Reason.UNAUTHENTICATED, events::latest);
    events.close();
  }
}
