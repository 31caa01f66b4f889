package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Outcome;
import java.io.IOException;
import java.util.List;

/** What became of one item of many, as clients see it. */
record OutcomeAnswer(Outcome outcome) implements JsonAnswer {

  /** All of them, in order. */
  static JsonAnswer array(List<Outcome> outcomes) {
    return JsonAnswer.array(outcomes.stream().map(OutcomeAnswer::new).toList());
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (outcome instanceof Outcome.Done done) {
      json.writeNumberField("ID", done.job().id());
      json.writeStringField("Status", done.job().status().name());
    } else if (outcome instanceof Outcome.Refused refused) {
      json.writeNumberField("ID", refused.id());
      json.writeFieldName("Problem");
      Problem.of(refused.refusal()).writeTo(json);
    }
    json.writeEndObject();
  }
}
