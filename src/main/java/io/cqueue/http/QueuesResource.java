package io.cqueue.http;

import io.cqueue.core.JobQueue;
import io.cqueue.core.Names;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** {@code /queues}: the queues and how they treat their jobs. Thread-safe. */
@Path("queues")
@Singleton
public final class QueuesResource {

  /** All queues. */
  @GET
  public Response list(@Context JobQueue queue) {
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeFieldName("Queues");
          JsonAnswer.array(queue.queues().stream().map(QueueAnswer::new).toList()).writeTo(json);
          json.writeEndObject();
        };
    return answer.ok();
  }

  /** One queue. */
  @GET
  @Path("{name}")
  public Response get(@Context JobQueue queue, @PathParam("name") String name) {
    return new QueueAnswer(queue.queue(checked(name))).ok();
  }

  /** Changes all settings of a queue: what is not said is set to its default. */
  @PUT
  @Audited
  @Path("{name}")
  public Response configure(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    QueueSettings settings = JsonInput.object(body, QueuesResource::readSettings);
    return new QueueAnswer(queue.configure(checked(name), settings)).ok();
  }

  static QueueSettings readSettings(JsonFields fields) {
    QueueSettings usual = QueueSettings.DEFAULT;
    boolean paused = usual.paused();
    Duration lease = usual.lease();
    int maxAttempts = usual.maxAttempts();
    Duration backoffBase = usual.backoffBase();
    Duration backoffCap = usual.backoffCap();
    long maxDepth = usual.maxDepth();
    int maxInProgress = usual.maxInProgress();
    double rate = usual.rate();
    Duration keepConcluded = usual.keepConcluded();
    Push push = usual.push();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Paused" -> paused = fields.flag();
        case "Lease" -> lease = fields.seconds();
        case "MaxAttempts" -> maxAttempts = fields.smallInteger();
        case "BackoffBase" -> backoffBase = fields.seconds();
        case "BackoffCap" -> backoffCap = fields.seconds();
        case "MaxDepth" -> maxDepth = fields.integer();
        case "MaxInProgress" -> maxInProgress = fields.smallInteger();
        case "Rate" -> rate = fields.number();
        case "KeepConcluded" -> keepConcluded = fields.seconds();
        case "Push" -> push = fields.object(PushJson::read);
        default -> throw fields.unknown();
      }
    }
    return new QueueSettings(
        paused,
        lease,
        maxAttempts,
        backoffBase,
        backoffCap,
        maxDepth,
        maxInProgress,
        rate,
        keepConcluded,
        push);
  }

  /** Forgets a queue. */
  @DELETE
  @Audited
  @Path("{name}")
  public Response delete(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    JsonInput.requireNothing(body);
    queue.delete(checked(name));
    return Response.noContent().build();
  }

  /** Hands out nothing. */
  @POST
  @Audited
  @Path("{name}/pause")
  public Response pause(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    return pause(queue, name, body, true);
  }

  /** Hands out jobs again. */
  @POST
  @Audited
  @Path("{name}/resume")
  public Response resume(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    return pause(queue, name, body, false);
  }

  private static Response pause(JobQueue queue, String name, Body body, boolean on) {
    JsonInput.requireNothing(body);
    return new QueueAnswer(queue.pause(checked(name), on)).ok();
  }

  /** Cancels all jobs that wait. */
  @POST
  @Audited
  @Path("{name}/purge")
  public Response purge(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    JsonInput.requireNothing(body);
    return count("Purged", queue.purge(checked(name)));
  }

  /** Gives all failed jobs another chance. */
  @POST
  @Audited
  @Path("{name}/retry-failed")
  public Response retryFailed(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    JsonInput.requireNothing(body);
    return count("Retried", queue.retryFailed(checked(name)));
  }

  private static Response count(String what, long count) {
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeNumberField(what, count);
          json.writeEndObject();
        };
    return answer.ok();
  }

  static String checked(String name) {
    Names.requireQueue("name", name);
    return name;
  }
}
