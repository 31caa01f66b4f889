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
    if (answer instanceof DequeueAnswer jobs) {
      deliver(jobs, json, out);
    } else {
      out.write(json);
    }
  }

  /**
   * Sends jobs to a consumer, and gives them back if that fails. One that waited may have hung up:
   * the first packet to it still goes out as if nothing were, but is answered with a reset, on
   * which the second one fails. So it gets two.
   */
  private static void deliver(DequeueAnswer jobs, byte[] json, OutputStream out)
      throws IOException {
    try {
      int sent = 0;
      if (jobs.careful()) {
        out.write(json, 0, 1);
        out.flush();
        sent = 1;
      }
      out.write(json, sent, json.length - sent);
      out.flush();
    } catch (IOException | RuntimeException e) {
      jobs.giveBack().run();
      throw e;
    }
  }
}
