package io.cqueue.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a {@link Worker} has done and the server does not know yet. Heartbeats go on
 * until it is told. Used by that thread alone.
 */
final class Outbox {

  /** A job that was done here, and what there is to say. */
  private record Done(Task task, Settlement settlement) {}

  private final CqueueClient client;
  private final Heartbeats heartbeats;
  private final WorkerEvents events;
  private final List<Done> done = new ArrayList<>();

  Outbox(CqueueClient client, Heartbeats heartbeats, WorkerEvents events) {
    this.client = client;
    this.heartbeats = heartbeats;
    this.events = events;
  }

  WorkerEvents events() {
    return events;
  }

  boolean isEmpty() {
    return done.isEmpty();
  }

  void add(Task task, Settlement settlement) {
    done.add(new Done(task, settlement));
  }

  /** Tells all of it, and takes the next jobs. */
  List<Job> exchange(Dequeue wanted) throws IOException, InterruptedException {
    try {
      Exchange answer = client.tries(1).exchange(settlements(), wanted);
      told(answer.settled());
      return answer.jobs();
    } catch (CqueueException e) {
      if (isOurFault(e.problem())) {
        tellOneByOne();
        return List.of();
      }
      throw e;
    }
  }

  /** Tells all of it. */
  void flush() throws IOException, InterruptedException {
    if (done.isEmpty()) {
      return;
    }
    try {
      told(client.settle(settlements()));
    } catch (CqueueException e) {
      if (!isOurFault(e.problem())) {
        throw e;
      }
      tellOneByOne();
    }
  }

  private List<Settlement> settlements() {
    return done.stream().map(Done::settlement).toList();
  }

  /** Whether the request was wrong, and will be when it is sent again. */
  private static boolean isOurFault(Problem problem) {
    return problem.status() == 400 || problem.status() == 413;
  }

  /** One result is too large, or no JSON. Its job has failed; the others are none the worse. */
  private void tellOneByOne() throws IOException, InterruptedException {
    while (!done.isEmpty()) {
      Done first = done.get(0);
      try {
        toldFirst(client.settle(List.of(first.settlement)).get(0));
      } catch (CqueueException e) {
        if (!isOurFault(e.problem())) {
          throw e;
        }
        Settlement.Fail refused =
            new Settlement.Fail(
                first.settlement.id(),
                first.settlement.attempt(),
                Failure.of("The server refused the result: " + e.getMessage()));
        done.set(0, new Done(first.task, refused));
        toldFirst(client.settle(List.of(refused)).get(0));
      }
    }
  }

  private void told(List<Settled> answers) {
    answers.forEach(this::toldFirst);
  }

  private void toldFirst(Settled answer) {
    Done item = done.remove(0);
    heartbeats.remove(item.task);
    tell(item, answer.problem());
  }

  private void tell(Done item, @Nullable Problem problem) {
    Job job = item.task.job();
    if (problem != null && problem.isLost()) {
      events.lost(job);
    } else if (problem != null) {
      events.trouble(new CqueueException(problem));
    } else if (item.settlement instanceof Settlement.Fail fail) {
      events.failed(job, fail.failure());
    } else {
      events.concluded(job);
    }
  }
}
