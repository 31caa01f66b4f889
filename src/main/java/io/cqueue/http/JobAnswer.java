package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import java.io.IOException;
import java.util.List;

/**
 * A job as clients see it.
 *
 * @param job the job
 * @param attempts what its consumers did, if that was asked for
 */
record JobAnswer(Job job, List<Attempt> attempts) implements JsonAnswer {

  JobAnswer(Job job) {
    this(job, List.of());
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", job.id());
    json.writeStringField("Type", job.type());
    json.writeStringField("Status", job.status().name());
    JobFields.text(json, "Reason", job.reason());
    json.writeStringField("Queue", job.queue());
    json.writeNumberField("Priority", job.priority());
    JobFields.raw(json, "Payload", job.payload());
    JobFields.options(json, job.options());
    JobFields.time(json, "EnqueuedAt", job.enqueuedAt());
    JobFields.time(json, "RunAt", job.runAt());
    JobFields.time(json, "ExpiresAt", job.expiresAt());
    if (job.attempt() > 0) {
      json.writeNumberField("Attempt", job.attempt());
    }
    Job.Run run = job.run();
    if (run != null) {
      run(json, run);
    }
    JobFields.time(json, "ConcludedAt", job.concludedAt());
    if (!attempts.isEmpty()) {
      attempts(json);
    }
    json.writeEndObject();
  }

  private static void run(JsonGenerator json, Job.Run run) throws IOException {
    JobFields.text(json, "Consumer", run.consumer());
    JobFields.time(json, "DequeuedAt", run.dequeuedAt());
    JobFields.time(json, "LeaseExpiresAt", run.leaseExpiresAt());
    JobFields.raw(json, "Progress", run.progress());
    JobFields.raw(json, "Result", run.result());
    JobFields.error(json, run.error());
  }

  private void attempts(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("Attempts");
    for (Attempt attempt : attempts) {
      json.writeStartObject();
      json.writeNumberField("Attempt", attempt.number());
      JobFields.text(json, "Consumer", attempt.consumer());
      JobFields.time(json, "DequeuedAt", attempt.dequeuedAt());
      JobFields.time(json, "EndedAt", attempt.endedAt());
      if (attempt.outcome() != null) {
        json.writeStringField("Outcome", attempt.outcome().name());
      }
      JobFields.error(json, attempt.error());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
