package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobQueue;
import io.cqueue.core.RefusedException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events on their way to one listener. However slowly it reads, no thread waits for it: what it
 * has not read yet stays in the queue's log, and if that goes on without it, it is told that it has
 * missed something. {@link #wake} may be called by any thread; one at a time writes.
 */
final class EventStream implements WriteListener {

  private static final int BATCH = 256;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final byte[] GREETING = ascii("retry: 1000\n\n");
  private static final byte[] HEARTBEAT = ascii(":\n\n");

  private final LateAnswers late;
  private final Suspension request;
  private final ServletOutputStream out;
  private final EventFilter filter;
  private final long firstId;
  private final JobQueue.Events events;
  private final Consumer<EventStream> whenOver;

  /**
   * How often it was woken since someone began to write: who makes it 1 writes. It begins as if
   * someone did: before the container says that it may, nobody writes, whatever happens meanwhile.
   */
  private final AtomicInteger wakes = new AtomicInteger(1);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Future<?> heartbeat;
  private volatile boolean beat;
  private final AtomicBoolean closed = new AtomicBoolean();

  // Only whoever writes uses these.
  private long position;
  private byte[] next = GREETING;
  private boolean unflushed = true;

  EventStream(
      JobQueue queue,
      LateAnswers late,
      Suspension request,
      ServletOutputStream out,
      EventFilter filter,
      long firstId,
      Consumer<EventStream> whenOver) {
    this.whenOver = whenOver;
    this.late = late;
    this.request = request;
    this.out = out;
    this.filter = filter;
    this.firstId = firstId;
    this.events = queue.listen(this::wake);
    this.heartbeat = late.every(HEARTBEAT_SECONDS, this::beat);
  }

  /** Says what is to come. */
  static void describe(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
  }

  /**
   * Begins after an event, or after the latest if none is given. Until then it can be refused, so
   * only then the answer is said to be a stream.
   */
  void start(@Nullable Long after, HttpServletResponse response) {
    try {
      position = after == null ? events.latest() : after - firstId;
      describe(response);
      out.setWriteListener(this);
    } catch (RuntimeException e) {
      leave(); // or else nobody would, and it would listen for ever
      throw e;
    }
  }

  private void beat() {
    beat = true;
    wake();
  }

  private void wake() {
    if (!closed.get() && wakes.getAndIncrement() == 0) {
      late.execute(this::write);
    }
  }

  @Override
  public void onWritePossible() {
    if (begun.compareAndSet(false, true)) {
      late.execute(this::write);
    } else {
      wake();
    }
  }

  @Override
  public void onError(Throwable e) {
    close();
  }

  private void write() {
    int seen;
    do {
      seen = wakes.get();
      try {
        writeWhilePossible();
      } catch (IOException | IllegalStateException e) {
        close(); // The listener is gone.
        return;
      } catch (RefusedException e) {
        close(); // The store is away; the listener comes again and misses nothing.
        return;
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private void writeWhilePossible() throws IOException {
    while (!closed.get() && out.isReady()) {
      if (next.length > 0) {
        out.write(next);
        next = new byte[0];
        unflushed = true;
      } else {
        next = more();
        if (next.length == 0 && unflushed) {
          unflushed = false;
          out.flush();
        } else if (next.length == 0) {
          return;
        }
      }
    }
  }

  /** What is to be sent next; nothing if there is nothing new. */
  private byte[] more() throws IOException {
    if (beat) {
      beat = false;
      return HEARTBEAT;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<JobEvent> found = events.after(position, BATCH);
    while (!found.isEmpty() && text.size() == 0) {
      if (found.get(0).sequence() != position + 1) {
        missed(found.get(0).sequence() - 1, text);
      }
      for (JobEvent event : found) {
        position = event.sequence();
        if (filter.wants(event)) {
          append(event, text);
        }
      }
      found = text.size() == 0 ? events.after(position, BATCH) : found;
    }
    if (text.size() == 0 && position > events.latest()) {
      missed(events.latest(), text); // an ID that no event has, or of another server
    }
    return text.toByteArray();
  }

  /** Some events are gone: the listener had better look at everything anew. */
  private void missed(long upTo, ByteArrayOutputStream text) throws IOException {
    position = upTo;
    text.write(ascii("event: reset\nid: " + (firstId + upTo) + "\ndata: {}\n\n"));
  }

  private void append(JobEvent event, ByteArrayOutputStream text) throws IOException {
    text.write(ascii("event: status\nid: " + (firstId + event.sequence()) + "\ndata: "));
    text.write(Json.bytes(json -> describe(event, json)));
    text.write(ascii("\n\n"));
  }

  private static void describe(JobEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", event.id());
    json.writeStringField("Type", event.type());
    json.writeStringField("Status", event.status().name());
    json.writeStringField("Queue", event.queue());
    if (event.attempt() > 0) {
      json.writeNumberField("Attempt", event.attempt());
    }
    json.writeStringField("At", Times.text(event.at()));
    json.writeEndObject();
  }

  /** Ends it, if it has not ended. */
  void close() {
    if (leave()) {
      request.complete();
    }
  }

  private boolean leave() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    heartbeat.cancel(false);
    events.close();
    whenOver.accept(this);
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
