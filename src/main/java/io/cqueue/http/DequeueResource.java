package io.cqueue.http;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /jobs/dequeue}: where consumers get their jobs, and bring them back. Thread-safe. */
@Path("jobs/dequeue")
@Singleton
public final class DequeueResource {

  private static final Set<String> PARAMETERS = Set.of("queue", "max", "wait", "lease", "type");

  private final LateAnswers late;
  private final RequestMeters meters;

  /** Sends late what is not there at once, and has the size of batches measured. */
  @Inject
  public DequeueResource(LateAnswers late, RequestMeters meters) {
    this.late = late;
    this.meters = meters;
  }

  /** Settles what the body has, then hands out jobs. */
  @POST
  public Object dequeue(
      @Context JobQueue queue,
      Body body,
      @Context UriInfo uri,
      @Context Consumer consumer,
      @Context Departure departure,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @HeaderParam(Wait.PREFER) @Nullable String prefer) {
    String name = consumer.name();
    Query query = Query.of(uri, PARAMETERS);
    Duration wait = Wait.of(query, prefer);
    Dequeue request = request(query, name, key);
    Asked asked = new Asked(queue, request, wait, query.has("max"));
    if (body.isEmpty()) {
      return late.answer(departure, answer -> dequeue(asked, null, answer));
    }
    List<Settlement> items = settlements(body, name);
    meters.settled(items.size());
    return late.answer(
        departure,
        answer -> queue.settle(items, answer.then(settled -> dequeue(asked, settled, answer))));
  }

  /** What a consumer wants. */
  private record Asked(JobQueue queue, Dequeue request, Duration patience, boolean asArray) {}

  private void dequeue(Asked asked, @Nullable List<Outcome> settled, LateAnswer answer) {
    asked.queue.dequeue(
        asked.request,
        answer.<List<Job>>then(
            jobs -> {
              if (jobs.isEmpty() && !asked.patience.isZero()) {
                await(asked, settled, answer);
              } else {
                answer.give(response(asked, jobs, settled, false));
              }
            }));
  }

  private void await(Asked asked, @Nullable List<Outcome> settled, LateAnswer answer) {
    answer.watch(
        asked.queue.dequeue(
            asked.request,
            asked.patience,
            answer.with(jobs -> response(asked, jobs, settled, true))));
  }

  private static Dequeue request(Query query, @Nullable String consumer, @Nullable String key) {
    List<String> queues = query.texts("queue");
    return new Dequeue(
        queues.isEmpty() ? List.of(NewJob.DEFAULT_QUEUE) : queues,
        Set.copyOf(query.texts("type")),
        query.smallInteger("max", 1),
        query.seconds("lease"),
        consumer,
        key);
  }

  private static List<Settlement> settlements(Body body, @Nullable String consumer) {
    return JsonInput.object(
        body,
        fields -> {
          List<Settlement> all = new ArrayList<>();
          for (String name = fields.next(); name != null; name = fields.next()) {
            SettlementJson.Reader reader =
                switch (name) {
                  case "Conclude" -> SettlementJson::conclude;
                  case "Fail" -> SettlementJson::fail;
                  default -> throw fields.unknown();
                };
            all.addAll(fields.objects(item -> reader.read(item, null, consumer)));
          }
          return all;
        });
  }

  private Response response(
      Asked asked, List<Job> jobs, @Nullable List<Outcome> settled, boolean careful) {
    meters.dequeued(jobs.size());
    return new DequeueAnswer(
            jobs, settled, asked.asArray, careful, () -> giveBack(asked.queue, jobs))
        .response();
  }

  /** The consumer is not there any more, so it never had the jobs. */
  private static void giveBack(JobQueue queue, List<Job> jobs) {
    List<Settlement> releases = new ArrayList<>();
    for (Job job : jobs) {
      releases.add(new Settlement.Release(job.id(), new Claim(job.attempt(), null), Duration.ZERO));
    }
    queue.settle(releases);
  }
}
