package io.cqueue.fuzz;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.LocalConnector;
import org.jspecify.annotations.Nullable;

/** One connection, and what came back on it. Used by one thread. */
final class Client {

  private final LocalConnector.LocalEndPoint end;
  private final Reading reading = new Reading();
  private boolean toHead;
  private boolean streams;
  private boolean closes;

  Client(LocalConnector.LocalEndPoint end) {
    this.end = end;
  }

  /** Sends a request, of which the answer is to be read before the next. */
  void send(byte[] request) {
    toHead = startsWithHead(request);
    end.addInputAndExecute(ByteBuffer.wrap(request));
  }

  private static boolean startsWithHead(byte[] request) {
    return request.length > 5
        && request[0] == 'H'
        && request[1] == 'E'
        && request[2] == 'A'
        && request[3] == 'D'
        && request[4] == ' ';
  }

  boolean isToHead() {
    return toHead;
  }

  /** Says that nothing more will be sent, and still listens. */
  void endsSending() {
    end.addInputEOF();
  }

  /** The answer, if all of it comes within so many milliseconds. */
  @Nullable Heard answer(int millis) {
    boolean ended = !end.isOpen() || end.isOutputShutdown();
    Heard answer = reading.next(toHead, ended);
    if (answer == null && read(millis)) {
      answer = reading.next(toHead, !end.isOpen() || end.isOutputShutdown());
    }
    if (answer != null) {
      streams = answer.isStream() && !toHead;
      // What Jetty itself refuses it closes, without a word.
      closes =
          "close".equals(answer.headers().get("connection"))
              || !answer.headers().containsKey("x-request-id");
    }
    return answer;
  }

  private boolean read(int millis) {
    try {
      ByteBuffer output =
          millis == 0 ? end.takeOutput() : end.waitForOutput(millis, TimeUnit.MILLISECONDS);
      if (output == null || !output.hasRemaining()) {
        return false;
      }
      byte[] bytes = new byte[output.remaining()];
      output.get(bytes);
      reading.add(bytes);
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the server has closed the connection, and all that it said was read. */
  boolean isOver() {
    return (!end.isOpen() || end.isOutputShutdown()) && !read(0) && reading.isEmpty();
  }

  /** Whether no more can be asked on it. */
  boolean isClosed() {
    return closes || !end.isOpen() || end.isOutputShutdown();
  }

  /** Whether the answer is events without end. */
  boolean isListening() {
    return streams;
  }

  /** All events so far. */
  String events() {
    boolean unused = read(0);
    return reading.stream();
  }

  /** Whether there is something that belongs to no answer. */
  String excess() {
    boolean unused = read(0);
    return reading.rest();
  }

  /** Is gone, without a good-bye. */
  void hangUp() {
    end.close();
  }
}
