package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

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
}
