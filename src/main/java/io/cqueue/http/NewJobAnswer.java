package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.NewJob;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A job that is to be, as its producer could have sent it. */
record NewJobAnswer(NewJob job) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Type", job.type());
    json.writeStringField("Queue", job.queue());
    json.writeNumberField("Priority", job.priority());
    JobFields.raw(json, "Payload", job.payload());
    moment(json, "Delay", "RunAt", job.start());
    moment(json, "TTL", "ExpiresAt", job.end());
    JobFields.options(json, job.options());
    json.writeEndObject();
  }

  private static void moment(
      JsonGenerator json, String ifFromNow, String ifAt, NewJob.@Nullable Moment moment)
      throws IOException {
    if (moment != null && moment.fromNow() != null) {
      JobFields.seconds(json, ifFromNow, moment.fromNow());
    } else if (moment != null) {
      JobFields.time(json, ifAt, moment.at());
    }
  }
}
