package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Job;
import io.cqueue.core.Outcome;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs on their way to a consumer. If they cannot be delivered they go back.
 *
 * @param jobs the jobs
 * @param settled what became of the work that the request brought, or null if it had no body
 * @param asArray whether there is an array of jobs even if there is one or none
 * @param careful whether the consumer waited, and may have gone away without a word
 * @param giveBack gives the jobs back
 */
record DequeueAnswer(
    List<Job> jobs,
    @Nullable List<Outcome> settled,
    boolean asArray,
    boolean careful,
    Runnable giveBack)
    implements JsonAnswer {

  Response response() {
    return jobs.isEmpty() && settled == null && !asArray ? Response.noContent().build() : ok();
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    if (settled != null) {
      json.writeStartObject();
      json.writeFieldName("Settled");
      OutcomeAnswer.array(settled).writeTo(json);
      json.writeFieldName("Jobs");
      writeJobs(json);
      json.writeEndObject();
    } else if (asArray) {
      writeJobs(json);
    } else {
      new JobAnswer(jobs.get(0)).writeTo(json);
    }
  }

  private void writeJobs(JsonGenerator json) throws IOException {
    JsonAnswer.array(jobs.stream().map(JobAnswer::new).toList()).writeTo(json);
  }
}
