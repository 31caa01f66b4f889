package io.cqueue.http;

import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.Schedule;
import io.cqueue.core.Schedule.Overlap;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.ZoneId;

/** {@code /schedules}: jobs to be added again and again. Thread-safe. */
@Path("schedules")
@Singleton
public final class SchedulesResource {

  /** All schedules. */
  @GET
  public Response list(@Context JobQueue queue) {
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeFieldName("Schedules");
          JsonAnswer.array(queue.schedules().stream().map(ScheduleAnswer::new).toList())
              .writeTo(json);
          json.writeEndObject();
        };
    return answer.ok();
  }

  /** One schedule. */
  @GET
  @Path("{name}")
  public Response get(@Context JobQueue queue, @PathParam("name") String name) {
    return new ScheduleAnswer(queue.schedule(name)).ok();
  }

  /** Adds a schedule, or puts it in the place of the one with its name. */
  @PUT
  @Path("{name}")
  public Response put(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    Schedule schedule = JsonInput.object(body, fields -> read(name, fields));
    return new ScheduleAnswer(queue.schedule(schedule)).ok();
  }

  private static Schedule read(String name, JsonFields fields) {
    String cron = null;
    ZoneId zone = ZoneId.of("UTC");
    NewJob job = null;
    Overlap overlap = Overlap.SKIP;
    for (String field = fields.next(); field != null; field = fields.next()) {
      switch (field) {
        case "Cron" -> cron = fields.text();
        case "TimeZone" -> zone = zone(fields.text());
        case "Job" -> job = fields.object(NewJobJson::read);
        case "Overlap" -> overlap = overlap(fields.text());
        default -> throw fields.unknown();
      }
    }
    if (cron == null) {
      throw Refusal.invalid("Cron", "must be given").asException();
    }
    return new Schedule(
        name, cron, zone, job == null ? NewJob.ofType(NewJob.DEFAULT_TYPE) : job, overlap);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.invalid("TimeZone", "must be a time zone such as Europe/Paris").asException();
    }
  }

  private static Overlap overlap(String name) {
    return switch (name) {
      case "skip" -> Overlap.SKIP;
      case "allow" -> Overlap.ALLOW;
      default -> throw Refusal.invalid("Overlap", "must be skip or allow").asException();
    };
  }

  /** Ends a schedule. */
  @DELETE
  @Path("{name}")
  public Response delete(@Context JobQueue queue, @PathParam("name") String name, Body body) {
    JsonInput.requireNothing(body);
    queue.unschedule(name);
    return Response.noContent().build();
  }
}
