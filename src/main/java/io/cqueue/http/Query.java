package io.cqueue.http;

import io.cqueue.core.Refusal;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark of a request. */
final class Query {

  /** As in JSON: Java would take more for a number. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final MultivaluedMap<String, String> parameters;

  private Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Those of a request that knows these names. A name that ends in a dot stands for all that begin
   * with it.
   *
   * @throws io.cqueue.core.RefusedException if there is another, or one twice
   */
  static Query of(UriInfo uri, Set<String> names) {
    MultivaluedMap<String, String> parameters = uri.getQueryParameters();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!names.contains(name) && !names.contains(name.substring(0, name.indexOf('.') + 1))) {
        throw Refusal.invalid(name, "is not a parameter of this request").asException();
      }
      if (parameter.getValue().size() > 1) {
        throw Refusal.invalid(name, "is there more than once").asException();
      }
    }
    return new Query(parameters);
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  @Nullable String text(String name) {
    return parameters.getFirst(name);
  }

  /** Texts with commas between them; none if the parameter is absent or empty. */
  List<String> texts(String name) {
    String text = text(name);
    return text == null || text.isEmpty() ? List.of() : splitAtCommas(text);
  }

  static List<String> splitAtCommas(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
      parts.add(text.substring(from, comma));
      from = comma + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  long integer(String name, long absent) {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name, "must be an integer").asException();
    }
  }

  int smallInteger(String name, int absent) {
    long value = integer(name, absent);
    if ((int) value != value) {
      throw Refusal.invalid(name, "must not be that large").asException();
    }
    return (int) value;
  }

  @Nullable Duration seconds(String name) {
    String text = text(name);
    return text == null ? null : seconds(name, text);
  }

  static Duration seconds(String name, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw Refusal.invalid(name, "must be a number of seconds").asException();
    }
    return Seconds.of(name, Double.parseDouble(text));
  }

  /** All parameters that begin so, by what comes after. */
  Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new HashMap<>();
    for (String name : parameters.keySet()) {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), parameters.getFirst(name));
      }
    }
    return found;
  }
}
