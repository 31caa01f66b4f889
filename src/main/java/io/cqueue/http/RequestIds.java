package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each request an ID: that of its client or of a proxy, or one of its own. While a thread
 * works on a request the log has the ID under {@value #KEY}, and problems get it from there.
 * Thread-safe.
 */
public final class RequestIds {

  /** Where the log finds the ID: a key of SLF4J's MDC. */
  public static final String KEY = "request";

  /** The header of requests and answers. */
  static final String HEADER = "X-Request-Id";

  /** What can be in a URN and does no harm in a log. */
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:=@+~/-]{1,128}");

  /** So that IDs of other servers, and of other lives of this one, are others. */
  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  private final AtomicLong count = new AtomicLong();

  /** Something to do that may fail as a servlet may. */
  interface Work<X extends Exception> {
    void run(String id) throws X;
  }

  /** Does the work of a request under its ID, which the answer has, too. */
  <X extends Exception> void serve(
      HttpServletRequest request, HttpServletResponse response, Work<X> work) throws X {
    String id = of(request);
    response.setHeader(HEADER, id);
    MDC.put(KEY, id);
    try {
      work.run(id);
    } finally {
      MDC.remove(KEY);
    }
  }

  private String of(HttpServletRequest request) {
    String given = request.getHeader(HEADER);
    return given != null && SANE.matcher(given).matches()
        ? given
        : prefix + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
  }

  /** The ID of the request that this thread works on; null if it works on none. */
  static @Nullable String current() {
    return MDC.get(KEY);
  }

  /** Does something for a request on a thread that has worked on others, or still does. */
  static Runnable under(@Nullable String id, Runnable task) {
    return () -> {
      String before = current();
      MDC.put(KEY, id);
      try {
        task.run();
      } finally {
        if (before == null) {
          MDC.remove(KEY);
        } else {
          MDC.put(KEY, before);
        }
      }
    };
  }
}
