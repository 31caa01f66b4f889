package io.cqueue.postgres;

import io.cqueue.core.Calendar;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schedules. Not thread-safe. */
final class Schedules {

  private final Transaction tx;
  private final Calendar calendar;

  Schedules(Transaction tx, Calendar calendar) {
    this.tx = tx;
    this.calendar = calendar;
  }

  List<ScheduleState> all() {
    return read(null);
  }

  ScheduleState get(String name) {
    return read(name).stream().findFirst().orElseThrow(() -> unknown(name));
  }

  private List<ScheduleState> read(@Nullable String name) {
    return tx.query("schedules").set("name", name).list(Schedules::state);
  }

  ScheduleState put(Schedule schedule) {
    ScheduleState before =
        tx.query("lock_schedule").set("name", schedule.name()).first(Schedules::state).orElse(null);
    Instant lastAt = before == null ? null : before.lastAt();
    Long lastJob = before == null ? null : before.lastJob();
    return save(new ScheduleState(schedule, next(schedule), lastAt, lastJob, null));
  }

  void remove(String name) {
    get(name);
    tx.query("delete_schedule").set("name", name).run();
  }

  private static RefusedException unknown(String name) {
    return Refusal.unknownSchedule(name).asException();
  }

  /** The next time; those that passed meanwhile are not made up for. */
  private @Nullable Instant next(Schedule schedule) {
    return calendar.next(schedule.cron(), schedule.timeZone(), Instant.ofEpochMilli(tx.now()));
  }

  /** Adds the jobs that are due, of schedules that no other server is busy with; says how many. */
  int run() {
    List<ScheduleState> due =
        tx.query("lock_schedules").set("now", tx.now()).list(Schedules::state);
    due.forEach(state -> save(run(state)));
    return due.size();
  }

  private ScheduleState run(ScheduleState state) {
    Schedule schedule = state.schedule();
    Instant next = next(schedule);
    Long last = state.lastJob();
    if (schedule.overlap() == Schedule.Overlap.SKIP && last != null && isUnfinished(last)) {
      String why = "Job " + last + " is not finished.";
      return new ScheduleState(schedule, next, state.lastAt(), last, why);
    }
    try {
      Enqueued job = new Intake(tx).enqueue(List.of(schedule.job()), null).get(0);
      return new ScheduleState(schedule, next, Instant.ofEpochMilli(tx.now()), job.id(), null);
    } catch (RefusedException e) {
      return new ScheduleState(schedule, next, state.lastAt(), last, e.refusal().detail());
    }
  }

  private boolean isUnfinished(long id) {
    return tx.query("is_unfinished").set("id", id).list(row -> row.flag("unfinished")).get(0);
  }

  private ScheduleState save(ScheduleState state) {
    Columns.schedule(tx.query("save_schedule"), state).run();
    return state;
  }

  static ScheduleState state(Row row) {
    return Columns.schedule(row, Packed.options(row, row.texts("tags"), row.ids("after")));
  }
}
