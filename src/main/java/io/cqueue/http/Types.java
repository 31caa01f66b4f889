package io.cqueue.http;

import java.util.Locale;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of types, which is seldom of interest: a body is JSON and so are nearly all
 * answers. So {@link JerseyServlet} keeps it from Jersey, which would refuse what it cannot parse
 * or match.
 *
 * @param content of what type the body is said to be
 * @param accepted what types the client is said to accept
 */
record Types(@Nullable String content, @Nullable String accepted) {

  static final String PROPERTY = Types.class.getName();

  static Types of(ContainerRequest request) {
    return request.getProperty(PROPERTY) instanceof Types types ? types : new Types(null, null);
  }

  boolean isNdjson() {
    return content != null && content.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson");
  }

  /** Whether a person is going to look at the answer. */
  boolean wantsPage() {
    return accepted != null && accepted.contains("text/html");
  }
}
