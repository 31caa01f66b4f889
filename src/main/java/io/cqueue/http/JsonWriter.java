package io.cqueue.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Sends a {@link JsonAnswer} in one piece, with its length. Thread-safe. */
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
    byte[] json = Json.bytes(answer);
    headers.putSingle(HttpHeaders.CONTENT_LENGTH, json.length);
    out.write(json);
  }
}
