package io.cqueue.cli;

import java.net.URI;

/**
 * What is asked of which server. Immutable; checks itself.
 *
 * @param target where the server is, such as {@code http://localhost:3000/}
 * @param queue the queue that is used
 * @param batch how many jobs go into one request, 1 to 1000
 * @param payload how many bytes of payload a job has, 0 to 1,000,000
 */
public record Load(URI target, String queue, int batch, int payload) {

  private static final int MAX_BATCH = 1000;
  private static final int MAX_PAYLOAD = 1_000_000;

  /** Checks what was asked. */
  public Load {
    if (!"http".equals(target.getScheme()) || target.getHost() == null) {
      throw new IllegalArgumentException("The target must be an http:// URL, not " + target);
    }
    if (batch < 1 || batch > MAX_BATCH) {
      throw new IllegalArgumentException("1 to " + MAX_BATCH + " jobs a request, not " + batch);
    }
    if (payload < 0 || payload > MAX_PAYLOAD) {
      throw new IllegalArgumentException("0 to " + MAX_PAYLOAD + " bytes of payload");
    }
  }

  /** One job of the default queue a request, without a payload. */
  public static Load single(URI target) {
    return new Load(target, "default", 1, 0);
  }

  /** No request of this load is longer, in bytes. */
  int maxRequest() {
    return 1024 + batch * (256 + payload);
  }
}
