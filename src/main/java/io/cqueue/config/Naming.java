package io.cqueue.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a setting is called in each of the places it can come from. */
final class Naming {

  private static final String VARIABLE_PREFIX = "CQUEUE_";
  private static final String PROPERTY_PREFIX = "cqueue.";

  /**
   * Kubernetes tells every container about every service, and for one named {@code cqueue} in
   * variables that look like ours: {@code CQUEUE_SERVICE_HOST}, {@code CQUEUE_PORT_3000_TCP_ADDR}.
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("CQUEUE_(SERVICE_(HOST|PORT)|PORT_\\d+_(TCP|UDP|SCTP))(_.*)?");

  /** And {@code CQUEUE_PORT} itself, which has the address of the service. */
  private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(tcp|udp|sctp)://.*");

  private Naming() {}

  static String variable(String name) {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static String property(String name) {
    return PROPERTY_PREFIX + name;
  }

  /** The setting that an environment variable is meant for. */
  static Optional<String> ofVariable(String variable, String value) {
    // compose.yaml and scripts pass on what is not set as an empty text.
    if (!variable.startsWith(VARIABLE_PREFIX) || value.isEmpty()) {
      return Optional.empty();
    }
    if (OF_KUBERNETES.matcher(variable).matches()
        || (variable.equals("CQUEUE_PORT") && ADDRESS_OF_KUBERNETES.matcher(value).matches())) {
      return Optional.empty();
    }
    String name = variable.substring(VARIABLE_PREFIX.length());
    return Optional.of(name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The setting that a system property or context parameter is meant for. */
  static Optional<String> ofProperty(String property) {
    return property.startsWith(PROPERTY_PREFIX)
        ? Optional.of(property.substring(PROPERTY_PREFIX.length()))
        : Optional.empty();
  }
}
