package io.cqueue.http;

import io.cqueue.core.Calendar;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /schedules}: jobs to be added again and again. Thread-safe. */
@Path("schedules")
@Singleton
public final class SchedulesResource {

  private final Calendar calendar;

  /** Looks up later runs in a calendar. */
  @Inject
  public SchedulesResource(Calendar calendar) {
    this.calendar = calendar;
  }

  private JsonAnswer answer(ScheduleState state) {
    return ScheduleAnswer.of(state, calendar);
  }

  /** All schedules. */
  @GET
  public Response list(@Context JobQueue queue) {
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeFieldName("Schedules");
          JsonAnswer.array(queue.schedules().stream().map(this::answer).toList()).writeTo(json);
          json.writeEndObject();
        };
    return answer.ok();
  }

  /** One schedule. */
  @GET
  @Path("{name}")
  public Response get(@Context JobQueue queue, @PathParam("name") String name) {
    return answer(queue.schedule(name)).ok();
  }

  /** Adds a schedule, or puts it in the place of the one with its name. */
  @PUT
  @Audited
  @Path("{name}")
  public Response put(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    Schedule schedule = JsonInput.object(body, fields -> ScheduleJson.read(name, fields));
    return answer(queue.schedule(schedule)).ok();
  }

  /** Ends a schedule. */
  @DELETE
  @Audited
  @Path("{name}")
  public Response delete(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    JsonInput.requireNothing(body);
    queue.unschedule(name);
    return Response.noContent().build();
  }
}
