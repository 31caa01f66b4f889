package io.cqueue.http;

import io.cqueue.core.Limits;
import io.cqueue.core.Names;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who the consumer says it is.
 *
 * @param name its name; null if it does not say
 */
record Consumer(@Nullable String name) {

  /** The original program's header. */
  private static final String HEADER = "QUEUE_CONSUMER";

  /** The same for proxies that drop headers with an underscore. */
  private static final String OTHER_HEADER = "Queue-Consumer";

  private static final Consumer UNNAMED = new Consumer(null);

  /**
   * The consumer that sends this request.
   *
   * @throws io.cqueue.core.RefusedException if what it says cannot be a name
   */
  static Consumer of(ContainerRequest request) {
    String header = request.getHeaderString(HEADER);
    String name = header != null ? header : request.getHeaderString(OTHER_HEADER);
    if (name == null) {
      return UNNAMED;
    }
    Names.requirePrintable(OTHER_HEADER, name, Limits.MAX_CONSUMER_LENGTH);
    return new Consumer(name);
  }
}
