package io.cqueue.core;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that a producer asks for as one whole, which ends when all of them have. Immutable; checks
 * itself.
 *
 * @param name what the producer calls it
 * @param jobs 1 to {@value Limits#MAX_BATCH}, in at most {@value Limits#MAX_NAMES} queues
 * @param onConclude what is done when all of them are concluded
 * @param onFail what is done when all have ended, and some of them failed or were cancelled
 */
public record NewBatch(
    @Nullable String name,
    List<NewJob> jobs,
    @Nullable Callback onConclude,
    @Nullable Callback onFail) {

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public NewBatch {
    if (name != null) {
      Names.requirePrintable("Name", name, Limits.MAX_KEY_LENGTH);
    }
    jobs = List.copyOf(jobs);
    if (jobs.isEmpty()) {
      throw Refusal.invalid("Jobs", "must have at least one entry").asException();
    }
    Limits.requireCount("Jobs", jobs.size(), Limits.MAX_BATCH);
    if (queues(jobs).size() > Limits.MAX_NAMES) {
      String must = "must be for at most " + Limits.MAX_NAMES + " queues";
      throw Refusal.invalid("Jobs", must).asException();
    }
  }

  private static Set<String> queues(List<NewJob> jobs) {
    Set<String> queues = new TreeSet<>();
    jobs.forEach(job -> queues.add(job.queue()));
    return queues;
  }

  /** The queues of its jobs. */
  public List<String> queues() {
    return List.copyOf(queues(jobs));
  }

  /** Says the queues that other jobs go into because of it, now or later. */
  void queues(Consumer<String> into) {
    callbacks().queues(into);
    jobs.forEach(job -> job.options().links().queues(into));
  }

  private Links callbacks() {
    return new Links(onConclude, onFail, null, null, null);
  }

  /** The same in a trace, but for those of its jobs that are in one already. */
  public NewBatch within(Trace trace) {
    return new NewBatch(
        name, jobs.stream().map(job -> job.within(trace)).toList(), onConclude, onFail);
  }

  /** Its jobs, which know of it now that it has an ID. */
  public List<NewJob> jobsOf(long id) {
    // Most say nothing else, and there may be many.
    JobOptions plain = JobOptions.NONE.with(Links.NONE.in(id));
    return jobs.stream()
        .map(
            job -> {
              JobOptions options = job.options();
              return job.with(
                  job.payload(), options.isNone() ? plain : options.with(options.links().in(id)));
            })
        .toList();
  }
}
