package io.cqueue.http;

import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewBatch;
import io.cqueue.core.Refusal;
import io.cqueue.core.Trace;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /batches}: jobs that are counted together. Thread-safe. */
@Path("batches")
@Singleton
public final class BatchesResource {

  private final RequestMeters meters;

  /** Has the size of batches measured. */
  @Inject
  public BatchesResource(RequestMeters meters) {
    this.meters = meters;
  }

  /** Adds a batch. */
  @POST
  public Response enqueue(
      @Context JobQueue queue,
      Body body,
      @Context UriInfo uri,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @HeaderParam("traceparent") @Nullable String traceParent,
      @HeaderParam("tracestate") @Nullable String traceState) {
    NoParameters.refuse(uri);
    NewBatch asked = JsonInput.object(body, BatchJson::read);
    Trace trace = Trace.ofHeaders(traceParent, traceState);
    NewBatch batch = trace == null ? asked : asked.within(trace);
    // Keys are those of enqueue, too, but no two requests there and here are the same.
    String fingerprint = "batch " + Fingerprint.of(body);
    EnqueuedBatch added =
        queue.enqueueBatch(batch, key == null ? null : new IdempotencyKey(key, fingerprint));
    meters.enqueued(batch.jobs().size());
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeNumberField("ID", added.id());
          json.writeFieldName("Jobs");
          JsonAnswer.array(added.jobs().stream().map(job -> new EnqueuedAnswer(job.id())).toList())
              .writeTo(json);
          json.writeEndObject();
        };
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, uri.getBaseUri().getRawPath() + "batches/" + added.id())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(answer)
        .build();
  }

  /** How far a batch has come. */
  @GET
  @Path("{id: [0-9]+}")
  public Response get(@Context JobQueue queue, @PathParam("id") String id) {
    long number;
    try {
      number = Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Refusal.unknownBatch(id).asException();
    }
    return new BatchAnswer(queue.batch(number)).ok();
  }
}
