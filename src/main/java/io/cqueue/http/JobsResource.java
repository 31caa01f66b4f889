package io.cqueue.http;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Refusal;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /jobs}: the original contract. Thread-safe. */
@Path("jobs")
@Singleton
public final class JobsResource {

  private static final String ID = "{id: [0-9]+}";

  private final JobQueue queue;

  /** Serves this queue. */
  @Inject
  public JobsResource(JobQueue queue) {
    this.queue = queue;
  }

  /** Adds a job. */
  @POST
  @Path("enqueue")
  public Response enqueue(Body body, @Context UriInfo uri) {
    long id = queue.enqueue(NewJobBody.parse(body)).id();
    return Response.status(Response.Status.CREATED)
        // The path alone: it stays right behind a proxy that this server knows nothing of.
        .header("Location", uri.getBaseUri().getRawPath() + "jobs/" + id)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new EnqueuedAnswer(id))
        .build();
  }

  /** Adds a job, said in the other way. */
  @PUT
  @Path("enqueue")
  public Response enqueueByPut(Body body, @Context UriInfo uri) {
    return enqueue(body, uri);
  }

  /** Hands out the next job, or 204. */
  @POST
  @Path("dequeue")
  public Response dequeue(
      Body body,
      @HeaderParam(Consumer.HEADER) @Nullable String consumer,
      @HeaderParam(Consumer.OTHER_HEADER) @Nullable String sameConsumer) {
    NoBody.require(body);
    List<Job> jobs = queue.dequeue(Dequeue.DEFAULT.by(Consumer.name(consumer, sameConsumer)));
    return jobs.isEmpty() ? Response.noContent().build() : ok(jobs.get(0));
  }

  /** Ends a job. */
  @POST
  @Path(ID + "/conclude")
  public Response conclude(
      @PathParam("id") String id,
      Body body,
      @HeaderParam(Consumer.HEADER) @Nullable String consumer,
      @HeaderParam(Consumer.OTHER_HEADER) @Nullable String sameConsumer) {
    NoBody.require(body);
    Claim claim = new Claim(null, Consumer.name(consumer, sameConsumer));
    return ok(queue.settle(new Settlement.Conclude(JobId.parse(id), claim, null)));
  }

  /** Ends a job, said in the other way. */
  @PUT
  @Path(ID + "/conclude")
  public Response concludeByPut(
      @PathParam("id") String id,
      Body body,
      @HeaderParam(Consumer.HEADER) @Nullable String consumer,
      @HeaderParam(Consumer.OTHER_HEADER) @Nullable String sameConsumer) {
    return conclude(id, body, consumer, sameConsumer);
  }

  /** Ends a job, under the original program's other path. */
  @POST
  @Path("conclude/" + ID)
  public Response concludeByOtherPath(
      @PathParam("id") String id,
      Body body,
      @HeaderParam(Consumer.HEADER) @Nullable String consumer,
      @HeaderParam(Consumer.OTHER_HEADER) @Nullable String sameConsumer) {
    return conclude(id, body, consumer, sameConsumer);
  }

  /** Ends a job, under the original program's other path and in the other way. */
  @PUT
  @Path("conclude/" + ID)
  public Response concludeByOtherPathAndPut(
      @PathParam("id") String id,
      Body body,
      @HeaderParam(Consumer.HEADER) @Nullable String consumer,
      @HeaderParam(Consumer.OTHER_HEADER) @Nullable String sameConsumer) {
    return conclude(id, body, consumer, sameConsumer);
  }

  /** The job as it stands. */
  @GET
  @Path(ID)
  public Response get(@PathParam("id") String id) {
    long number = JobId.parse(id);
    return ok(queue.find(number).orElseThrow(() -> Refusal.unknownJob(number).asException()).job());
  }

  /** The counts. */
  @GET
  @Path("stats")
  public Response stats() {
    return json(new StatsAnswer(queue.stats()));
  }

  private static Response ok(Job job) {
    return json(new JobAnswer(job));
  }

  private static Response json(JsonAnswer answer) {
    return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
