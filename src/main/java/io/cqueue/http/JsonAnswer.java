package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;

/**
 * An answer that writes itself as JSON, field by field and without reflection. {@link JsonWriter}
 * sends it.
 */
interface JsonAnswer {

  /**
   * Writes one JSON value.
   *
   * @throws IOException if {@code json} does
   */
  void writeTo(JsonGenerator json) throws IOException;

  /** An answer that is an array. */
  static JsonAnswer array(List<? extends JsonAnswer> items) {
    return json -> {
      json.writeStartArray();
      for (JsonAnswer item : items) {
        item.writeTo(json);
      }
      json.writeEndArray();
    };
  }

  /** This, with 200. */
  default Response ok() {
    return Response.ok(this, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
