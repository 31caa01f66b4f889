package io.cqueue.http;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /jobs/dequeue}: where consumers get their jobs, and bring them back. Thread-safe. */
@Path("jobs/dequeue")
@Singleton
public final class DequeueResource {

  private static final Set<String> PARAMETERS = Set.of("queue", "max", "wait", "lease", "type");

  private final LateAnswers late;
  private final RequestMeters meters;

  /** Sends late what is waited for, and has the size of batches measured. */
  @Inject
  public DequeueResource(LateAnswers late, RequestMeters meters) {
    this.late = late;
    this.meters = meters;
  }

  /**
   * Settles what the body has, then hands out jobs.
   *
   * @return the response, or a stage of it if there is no job yet and the consumer waits. Jersey
   *     suspends the request for any stage, even a completed one, so there is one only then
   */
  @SuppressWarnings("FutureReturnValueIgnored") // Jersey has it.
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
    List<Outcome> settled = body.isEmpty() ? null : settle(queue, settlements(body, name));
    boolean asArray = query.has("max");

    List<Job> jobs = queue.dequeue(request);
    if (!jobs.isEmpty() || wait.isZero()) {
      return answer(queue, jobs, settled, asArray, false).response();
    }
    CompletableFuture<Response> promise = new CompletableFuture<>();
    Pending pending =
        queue.dequeue(
            request,
            wait,
            late.to(promise, found -> answer(queue, found, settled, asArray, true).response()));
    departure.then(() -> late.giveUp(pending, promise));
    return promise;
  }

  private List<Outcome> settle(JobQueue queue, List<Settlement> items) {
    meters.settled(items.size());
    return queue.settle(items);
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

  private DequeueAnswer answer(
      JobQueue queue,
      List<Job> jobs,
      @Nullable List<Outcome> settled,
      boolean asArray,
      boolean careful) {
    meters.dequeued(jobs.size());
    return new DequeueAnswer(jobs, settled, asArray, careful, () -> giveBack(queue, jobs));
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
