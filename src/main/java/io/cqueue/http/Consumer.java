package io.cqueue.http;

import io.cqueue.core.Names;
import org.jspecify.annotations.Nullable;

/** Who the consumer says it is. */
final class Consumer {

  /** The original program's header. */
  static final String HEADER = "QUEUE_CONSUMER";

  /** The same for proxies that drop headers with an underscore. */
  static final String OTHER_HEADER = "Queue-Consumer";

  private static final int MAX_LENGTH = 128;

  private Consumer() {}

  /**
   * The name in one of the two headers; null if there is none.
   *
   * @throws io.cqueue.core.RefusedException if it cannot be a name
   */
  static @Nullable String name(@Nullable String header, @Nullable String otherHeader) {
    String name = header != null ? header : otherHeader;
    if (name != null) {
      Names.requirePrintable(OTHER_HEADER, name, MAX_LENGTH);
    }
    return name;
  }
}
