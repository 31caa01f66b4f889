package io.cqueue.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs of a queue one caller sees: those that are in a queue that it sees. Thread-safe.
 *
 * <p>Where a job is, is looked up before anything is done to it. Should an operator move the job
 * right then, that is as if the caller had been faster.
 */
final class Sight {

  /** How many pages are looked at for one, where most jobs are of others. */
  private static final int MAX_PAGES = 10;

  private final JobQueue queue;
  private final Caller caller;

  Sight(JobQueue queue, Caller caller) {
    this.queue = queue;
    this.caller = caller;
  }

  void requireQueue(String name) {
    if (!caller.sees(name)) {
      throw caller.forbidden("has no right to the queue " + name);
    }
  }

  /** Requires queues, its own and those of callbacks, and predecessors that it sees. */
  void requireMine(List<NewJob> jobs) {
    Set<Long> named = new HashSet<>();
    for (NewJob job : jobs) {
      requireQueue(job.queue());
      job.options().links().queues(this::requireQueue);
      named.addAll(job.options().after());
    }
    unseen(named).stream()
        .sorted()
        .findFirst()
        .ifPresent(
            id -> {
              throw Refusal.unknownDependency(id).asException();
            });
  }

  /** Requires a job that it sees, or none: the store says best that there is none. */
  void requireSeen(long id) {
    if (!unseen(List.of(id)).isEmpty()) {
      throw Refusal.unknownJob(id).asException();
    }
  }

  /** Those of these jobs that there are and that it does not see. */
  Set<Long> unseen(Collection<Long> ids) {
    if (ids.isEmpty() || caller.seesAll()) {
      return Set.of();
    }
    Set<Long> unseen = new HashSet<>();
    queue
        .queuesOf(ids)
        .forEach(
            (id, name) -> {
              if (!caller.sees(name)) {
                unseen.add(id);
              }
            });
    return unseen;
  }

  /** The same job if it sees it. */
  Optional<JobHistory> seen(Optional<JobHistory> job) {
    return job.filter(found -> sees(found.job()));
  }

  private boolean sees(Job job) {
    return caller.sees(job.queue());
  }

  /** Those that it sees, of those that a filter finds. */
  JobPage list(JobFilter filter) {
    if (caller.seesAll()) {
      return queue.list(filter);
    }
    String asked = filter.queue() == null ? caller.onlyQueue() : filter.queue();
    if (asked == null) {
      return pick(filter);
    }
    return caller.sees(asked) ? queue.list(filter.in(asked)) : new JobPage(List.of(), null);
  }

  /** Picks its own jobs out of those of all; after some pages it ends, however few it found. */
  private JobPage pick(JobFilter filter) {
    List<Job> found = new ArrayList<>();
    JobFilter at = filter.from(filter.after(), JobFilter.MAX_LIMIT);
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      JobPage page = queue.list(at);
      for (Job job : page.jobs()) {
        if (sees(job)) {
          if (found.size() == filter.limit()) {
            return new JobPage(found, found.get(found.size() - 1).id());
          }
          found.add(job);
        }
      }
      Long next = page.next();
      if (next == null || page.jobs().size() < JobFilter.MAX_LIMIT) {
        return new JobPage(found, next); // the end, or as much as the store looks at for one page
      }
      at = filter.from(next, JobFilter.MAX_LIMIT);
    }
    return new JobPage(found, at.after());
  }
}
