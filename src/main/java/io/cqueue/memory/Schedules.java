package io.cqueue.memory;

import io.cqueue.core.Calendar;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schedules. Guarded by the lock of the queue. */
final class Schedules {

  private final TreeMap<String, Planned> byName = new TreeMap<>();
  private final Calendar calendar;
  private final Timers timers;
  private final Intake intake;
  private final JobTable table;
  private final Changes changes;

  Schedules(Calendar calendar, Timers timers, Intake intake, JobTable table, Changes changes) {
    this.calendar = calendar;
    this.timers = timers;
    this.intake = intake;
    this.table = table;
    this.changes = changes;
  }

  /** A schedule and where it stands. */
  private final class Planned {

    private final Schedule schedule;
    private final Alarm alarm = new Alarm(timers, this::run);
    private @Nullable Instant next;
    private @Nullable Instant lastAt;
    private @Nullable Long lastJob;
    private @Nullable String skipped;

    private Planned(Schedule schedule, @Nullable Planned before) {
      this.schedule = schedule;
      if (before != null) {
        lastAt = before.lastAt;
        lastJob = before.lastJob;
      }
    }

    /** Looks for the next time; those that passed meanwhile are not made up for. */
    private void plan(long now) {
      next = calendar.next(schedule.cron(), schedule.timeZone(), Instant.ofEpochMilli(now));
      alarm.set(next == null ? Long.MAX_VALUE : next.toEpochMilli());
    }

    private void run(long now) {
      plan(now);
      addJob(now);
      changes.add(new Change.Scheduled(state()));
    }

    private void addJob(long now) {
      if (schedule.overlap() == Schedule.Overlap.SKIP && isLastUnfinished()) {
        skipped = "Job " + lastJob + " is not finished.";
        return;
      }
      try {
        Enqueued job = intake.enqueue(List.of(schedule.job()), null, now).get(0);
        lastAt = Instant.ofEpochMilli(now);
        lastJob = job.id();
        skipped = null;
      } catch (RefusedException e) {
        skipped = e.refusal().detail();
      }
    }

    private boolean isLastUnfinished() {
      Entry last = lastJob == null ? null : table.find(lastJob);
      return last != null && !last.status.isFinished();
    }

    /** Goes on where it was. */
    private void resume(ScheduleState state) {
      next = state.next();
      lastAt = state.lastAt();
      lastJob = state.lastJob();
      skipped = state.skipped();
      alarm.set(next == null ? Long.MAX_VALUE : next.toEpochMilli());
    }

    private ScheduleState state() {
      return new ScheduleState(schedule, next, lastAt, lastJob, skipped);
    }
  }

  List<ScheduleState> all() {
    return byName.values().stream().map(Planned::state).toList();
  }

  ScheduleState get(String name) {
    return find(name).state();
  }

  ScheduleState put(Schedule schedule, long now) {
    Planned before = byName.get(schedule.name());
    Planned planned = new Planned(schedule, before);
    planned.plan(now);
    if (before != null) {
      before.alarm.set(Long.MAX_VALUE);
    }
    byName.put(schedule.name(), planned);
    changes.add(new Change.Scheduled(planned.state()));
    return planned.state();
  }

  /** A schedule goes on where it was. */
  void resume(ScheduleState state) {
    Planned planned = new Planned(state.schedule(), null);
    planned.resume(state);
    byName.put(state.schedule().name(), planned);
  }

  void remove(String name) {
    find(name).alarm.set(Long.MAX_VALUE);
    byName.remove(name);
    changes.add(new Change.Unscheduled(name));
  }

  private Planned find(String name) {
    Planned planned = byName.get(name);
    if (planned == null) {
      throw Refusal.unknownSchedule(name).asException();
    }
    return planned;
  }
}
