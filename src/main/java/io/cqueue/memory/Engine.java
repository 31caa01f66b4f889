package io.cqueue.memory;

import io.cqueue.core.Calendar;
import io.cqueue.core.JobCounters;
import io.cqueue.core.Kept;
import io.cqueue.core.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * All jobs, and all who wait for something: what {@link MemoryJobQueue} guards by its lock, and
 * makes anew from the change log when that has failed. Guarded by the lock of the queue.
 */
final class Engine {

  /** How many things that are due one call does before its own, so that none takes too long. */
  private static final int MAX_DUE = 1000;

  final Changes changes;
  final Life life;
  final Watches watches;
  final Intake intake;
  final Dispatcher dispatcher;
  final Settling settling;
  final Operations operations;
  final Listing listing;
  final Schedules schedules;

  final Notices notices;

  private final Timers timers = new Timers();
  private final EventLog events;

  /** An empty one. */
  Engine(
      Calendar calendar,
      MemoryLimits limits,
      JobCounters counters,
      EventLog events,
      Notices notices) {
    JobTable table = new JobTable();
    Room room = new Room(limits.bytes());
    Awaited.ToServe toServe = new Awaited.ToServe();
    this.events = events;
    this.notices = notices;
    this.changes = new Changes(table);
    this.watches = new Watches(timers, table, notices);
    this.life =
        new Life(
            table, room, changes, timers, events, watches, toServe, counters, limits.maxFinished());
    this.intake = new Intake(life, timers);
    this.dispatcher = new Dispatcher(life, timers, toServe, notices);
    this.settling = new Settling(life);
    this.operations = new Operations(life);
    this.listing = new Listing(table, life.queues());
    this.schedules = new Schedules(calendar, timers, intake, table, changes);
  }

  /** Does what is due, so that a call finds the queue as it should be and overtakes nobody. */
  void enter(long now) {
    life.spares.release();
    Timed due = timers.poll(now);
    for (int i = 0; due != null && i < MAX_DUE; i++) {
      due.run(now);
      due = timers.poll(now);
    }
    if (due != null) {
      timers.add(due);
    }
    dispatcher.serve(now);
  }

  /** When something is due next, or {@link Long#MAX_VALUE}. */
  long nextDue() {
    return timers.next();
  }

  /** What has changed since this was asked last. */
  List<Change> takeChanges() {
    return changes.take(life.newcomers.lastId(), events.latest());
  }

  /** Answers all who wait, as if their time were over. */
  void dismiss() {
    dispatcher.dismiss();
    watches.dismiss();
  }

  /** Forgets all who wait; they get no answer from here. */
  List<Reply<?>> abandon() {
    List<Reply<?>> abandoned = new ArrayList<>(dispatcher.abandon());
    abandoned.addAll(watches.abandon());
    return abandoned;
  }

  /**
   * Becomes, from empty, what a log has kept, and notes changes from now on.
   *
   * @return the number of the last event
   */
  long resume(ChangeLog log) {
    long lastEvent = Resumption.of(this, log);
    changes.begin();
    return lastEvent;
  }

  /** Becomes, from empty, what another store has kept. */
  void restore(List<Kept> all, long weight) {
    if (!life.makeRoom(weight)) {
      throw Intake.noRoom();
    }
    Resumption.of(this, all);
  }
}
