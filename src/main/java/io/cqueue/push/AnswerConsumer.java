package io.cqueue.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer, but no more of it than there may be. Of one that is larger the rest is not
 * waited for: its connection is closed. Used by one thread at a time.
 */
final class AnswerConsumer implements AsyncResponseConsumer<Answer> {

  /** In bytes. */
  static final int MAX_BODY = 1 << 20;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable HttpResponse head;
  private @Nullable FutureCallback<Answer> result;

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Answer> then) {
    head = response;
    result = then;
    if (entity == null) {
      complete(body.toByteArray());
    }
  }

  private void complete(byte @Nullable [] all) {
    FutureCallback<Answer> then = result;
    if (head != null && then != null) {
      result = null;
      then.completed(
          new Answer(
              head.getCode(),
              header(head, HttpHeaders.CONTENT_TYPE),
              header(head, HttpHeaders.RETRY_AFTER),
              all));
    }
  }

  private static @Nullable String header(HttpResponse head, String name) {
    Header first = head.getFirstHeader(name);
    return first == null ? null : first.getValue();
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // The answer is still to come.
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(MAX_BODY);
  }

  @Override
  public void consume(ByteBuffer piece) throws IOException {
    if (body.size() + piece.remaining() > MAX_BODY) {
      complete(null);
      throw new IOException("The answer is too large.");
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    body.write(bytes);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete(body.toByteArray());
  }

  @Override
  public void failed(Exception why) {
    // Whoever waits hears of it from the client.
  }

  @Override
  public void releaseResources() {
    body.reset();
  }
}
