package io.cqueue.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes a {@link JsonAnswer}, and its length before it. Thread-safe. */
public final class JsonWriter implements MessageBodyWriter<JsonAnswer> {

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
    return JsonAnswer.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      JsonAnswer answer,
      Class<?> type,
      Type generic,
      Annotation[] notes,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    Pieces json = Json.pieces(answer);
    headers.putSingle(HttpHeaders.CONTENT_LENGTH, json.length());
    json.writeTo(out);
  }
}
