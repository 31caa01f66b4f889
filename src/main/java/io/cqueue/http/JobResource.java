package io.cqueue.http;

import io.cqueue.core.JobChange;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Names;
import io.cqueue.core.NewJob.Moment;
import io.cqueue.core.Refusal;
import io.cqueue.core.Settlement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jobs/{id}}: one job. The action comes after the ID or, as in the original program, before
 * it. Thread-safe.
 */
@Path("jobs")
@Singleton
public final class JobResource {

  private static final String ID = "{id: [0-9]+}";

  private final LateAnswers late;

  /** Sends late what is not there at once. */
  @Inject
  public JobResource(LateAnswers late) {
    this.late = late;
  }

  /** The job as it stands. */
  @GET
  @Path(ID)
  public Object get(
      @Context JobQueue queue,
      @PathParam("id") String id,
      @Context UriInfo uri,
      @Context Departure departure,
      @HeaderParam(Wait.PREFER) @Nullable String prefer) {
    long number = JobId.parse(id);
    Duration wait = Wait.of(Query.of(uri, Set.of("wait")), prefer);
    return late.answer(
        departure,
        answer ->
            queue.find(
                number,
                answer.<Optional<JobHistory>>then(
                    job -> {
                      if (wait.isZero() || isOver(job)) {
                        answer.give(response(number, job));
                      } else {
                        answer.watch(
                            queue.await(number, wait, answer.with(then -> response(number, then))));
                      }
                    })));
  }

  private static boolean isOver(Optional<JobHistory> job) {
    return job.isEmpty() || job.get().job().status().isFinished();
  }

  private static Response response(long id, Optional<JobHistory> job) {
    return job.map(found -> new JobAnswer(found.job(), found.attempts()).ok())
        .orElseGet(() -> Problem.of(Refusal.unknownJob(id)).response());
  }

  /** Ends a job. */
  @POST
  @Path(ID + "/conclude")
  public Object conclude(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return settle(queue, id, body, SettlementJson::conclude, consumer);
  }

  /** Ends a job, said in the other way. */
  @PUT
  @Path(ID + "/conclude")
  public Object concludeByPut(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return conclude(queue, id, body, consumer);
  }

  /** Ends a job, under the original program's other path. */
  @POST
  @Path("conclude/" + ID)
  public Object concludeByOtherPath(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return conclude(queue, id, body, consumer);
  }

  /** Ends a job, under the original program's other path and in the other way. */
  @PUT
  @Path("conclude/" + ID)
  public Object concludeByOtherPathAndPut(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return conclude(queue, id, body, consumer);
  }

  /** Says of a job that it went wrong. */
  @POST
  @Path(ID + "/fail")
  public Object fail(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return settle(queue, id, body, SettlementJson::fail, consumer);
  }

  /** Keeps a job for longer. */
  @POST
  @Path(ID + "/extend")
  public Object extend(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return settle(queue, id, body, SettlementJson::extend, consumer);
  }

  /** Gives a job back. */
  @POST
  @Path(ID + "/release")
  public Object release(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context Consumer consumer) {
    return settle(queue, id, body, SettlementJson::release, consumer);
  }

  private Object settle(
      JobQueue queue, String id, Body body, SettlementJson.Reader reader, Consumer consumer) {
    long number = JobId.parse(id);
    Settlement item =
        JsonInput.objectOrNothing(body, fields -> reader.read(fields, number, consumer.name()));
    return late.answer(
        answer ->
            queue.settle(
                List.of(item),
                answer.with(outcomes -> new JobAnswer(outcomes.get(0).orThrow()).ok())));
  }

  /** Calls a job off. */
  @DELETE
  @Audited
  @Path(ID)
  public Response cancel(@Context JobQueue queue, @PathParam("id") String id, Body body) {
    JsonInput.requireNothing(body);
    return new JobAnswer(queue.cancel(JobId.parse(id))).ok();
  }

  /** Calls a job off, as the original program was asked to. */
  @POST
  @Audited
  @Path("cancel")
  public Response cancelByOtherPath(@Context JobQueue queue, Body body) {
    long id = JsonInput.object(body, JobResource::readId);
    return new JobAnswer(queue.cancel(id)).ok();
  }

  private static long readId(JsonFields fields) {
    Long id = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      if (!name.equals("ID")) {
        throw fields.unknown();
      }
      id = fields.integer();
    }
    if (id == null) {
      throw Refusal.invalid("ID", "must be given").asException();
    }
    return id;
  }

  /** Gives a job another chance. */
  @POST
  @Audited
  @Path(ID + "/retry")
  public Response retry(@Context JobQueue queue, @PathParam("id") String id, Body body) {
    JsonInput.requireNothing(body);
    return new JobAnswer(queue.retry(JobId.parse(id))).ok();
  }

  /** Changes a job that waits. */
  @PATCH
  @Audited
  @Path(ID)
  public Response change(@Context JobQueue queue, @PathParam("id") String id, Body body) {
    JobChange change = JsonInput.object(body, JobResource::readChange);
    return new JobAnswer(queue.change(JobId.parse(id), change)).ok();
  }

  private static JobChange readChange(JsonFields fields) {
    Integer priority = null;
    Moment start = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Priority" -> priority = fields.smallInteger();
        case "Delay" -> start = NewJobJson.onlyOne("RunAt", start, Moment.in(fields.seconds()));
        case "RunAt" -> start = NewJobJson.onlyOne("Delay", start, Moment.at(fields.time()));
        default -> throw fields.unknown();
      }
    }
    return new JobChange(priority, start);
  }

  /** Puts a job into another queue. */
  @POST
  @Audited
  @Path(ID + "/move")
  public Response move(
      @Context JobQueue queue, @PathParam("id") String id, Body body, @Context UriInfo uri) {
    JsonInput.requireNothing(body);
    String to = Query.of(uri, Set.of("queue")).text("queue");
    if (to == null) {
      throw Refusal.invalid("queue", "must be given").asException();
    }
    Names.requireQueue("queue", to);
    return new JobAnswer(queue.move(JobId.parse(id), to)).ok();
  }
}
