package io.cqueue.http;

import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.Settlement;
import io.cqueue.core.Trace;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /jobs}: all jobs, and many at once. Thread-safe. */
@Path("jobs")
@Singleton
public final class JobsResource {

  private static final Set<String> FILTERS =
      Set.of("queue", "status", "type", "tag.", "batch", "after", "limit");
  private static final int DEFAULT_LIMIT = 100;

  private final LateAnswers late;
  private final RequestMeters meters;

  /** Sends late what is not there at once, and has the size of batches measured. */
  @Inject
  public JobsResource(LateAnswers late, RequestMeters meters) {
    this.late = late;
    this.meters = meters;
  }

  /** Adds a job, or many. */
  @POST
  @Path("enqueue")
  public Object enqueue(
      @Context JobQueue queue,
      Body body,
      @Context UriInfo uri,
      @Context Types types,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @HeaderParam("traceparent") @Nullable String traceParent,
      @HeaderParam("tracestate") @Nullable String traceState) {
    NoParameters.refuse(uri);
    boolean lines = types.isNdjson();
    boolean many = lines || JsonInput.isArray(body);
    List<NewJob> read =
        lines
            ? JsonInput.lines(body, NewJobJson::read)
            : many
                ? JsonInput.array(body, NewJobJson::read)
                : List.of(JsonInput.object(body, NewJobJson::read));
    Trace trace = Trace.ofHeaders(traceParent, traceState);
    List<NewJob> jobs = trace == null ? read : read.stream().map(job -> job.within(trace)).toList();
    String path = uri.getBaseUri().getRawPath();
    IdempotencyKey once = key == null ? null : new IdempotencyKey(key, Fingerprint.of(body));
    return late.answer(
        answer ->
            queue.enqueue(
                jobs, once, answer.with(added -> many ? added(added) : added(added.get(0), path))));
  }

  private Response added(Enqueued job, String path) {
    meters.enqueued(1);
    return Response.status(job.added() ? Response.Status.CREATED : Response.Status.OK)
        // The path alone: it stays right behind a proxy that this server knows nothing of.
        .header(HttpHeaders.LOCATION, path + "jobs/" + job.id())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new EnqueuedAnswer(job.id()))
        .build();
  }

  private Response added(List<Enqueued> jobs) {
    meters.enqueued(jobs.size());
    return Response.status(Response.Status.CREATED)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(JsonAnswer.array(jobs.stream().map(job -> new EnqueuedAnswer(job.id())).toList()))
        .build();
  }

  /** Adds a job, said in the other way. */
  @PUT
  @Path("enqueue")
  public Object enqueueByPut(
      @Context JobQueue queue,
      Body body,
      @Context UriInfo uri,
      @Context Types types,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @HeaderParam("traceparent") @Nullable String traceParent,
      @HeaderParam("tracestate") @Nullable String traceState) {
    return enqueue(queue, body, uri, types, key, traceParent, traceState);
  }

  /** Ends many jobs. */
  @POST
  @Path("conclude")
  public Object conclude(@Context JobQueue queue, Body body, @Context Consumer consumer) {
    return settle(queue, body, SettlementJson::conclude, consumer);
  }

  /** Says of many jobs that they went wrong. */
  @POST
  @Path("fail")
  public Object fail(@Context JobQueue queue, Body body, @Context Consumer consumer) {
    return settle(queue, body, SettlementJson::fail, consumer);
  }

  /** Keeps many jobs for longer. */
  @POST
  @Path("extend")
  public Object extend(@Context JobQueue queue, Body body, @Context Consumer consumer) {
    return settle(queue, body, SettlementJson::extend, consumer);
  }

  /** Gives many jobs back. */
  @POST
  @Path("release")
  public Object release(@Context JobQueue queue, Body body, @Context Consumer consumer) {
    return settle(queue, body, SettlementJson::release, consumer);
  }

  private Object settle(
      JobQueue queue, Body body, SettlementJson.Reader reader, Consumer consumer) {
    List<Settlement> items =
        JsonInput.array(body, fields -> reader.read(fields, null, consumer.name()));
    meters.settled(items.size());
    return late.answer(
        answer -> queue.settle(items, answer.with(outcomes -> OutcomeAnswer.array(outcomes).ok())));
  }

  /** The counts. */
  @GET
  @Path("stats")
  public Response stats(@Context JobQueue queue) {
    return new StatsAnswer(queue.stats()).ok();
  }

  /** Finds jobs. */
  @GET
  public Response list(@Context JobQueue queue, @Context UriInfo uri) {
    Query query = Query.of(uri, FILTERS);
    JobPage page =
        queue.list(
            new JobFilter(
                    query.text("queue"),
                    statuses(query.texts("status")),
                    Set.copyOf(query.texts("type")),
                    query.startingWith("tag."),
                    query.integer("after", 0),
                    query.smallInteger("limit", DEFAULT_LIMIT))
                .ofBatch(query.has("batch") ? query.integer("batch", 0) : null));
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeFieldName("Jobs");
          JsonAnswer.array(page.jobs().stream().map(JobAnswer::new).toList()).writeTo(json);
          if (page.next() != null) {
            json.writeNumberField("Next", page.next());
          }
          json.writeEndObject();
        };
    return answer.ok();
  }

  private static Set<JobStatus> statuses(List<String> names) {
    Set<JobStatus> statuses = new HashSet<>();
    for (String name : names) {
      try {
        statuses.add(JobStatus.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("status", "must be of " + List.of(JobStatus.values())).asException();
      }
    }
    return statuses;
  }
}
