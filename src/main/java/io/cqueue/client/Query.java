package io.cqueue.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A path with its parameters. Mutable; used by one thread. */
public final class Query {

  private final StringBuilder text;
  private boolean hasAny;

  /** One without parameters. */
  public Query(String path) {
    this.text = new StringBuilder(path);
  }

  /** A name, an ID or a key as one segment of a path. */
  public static String segment(Object name) {
    return URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Adds a parameter. */
  public Query add(String name, Object value) {
    return addRaw(name, segment(value));
  }

  /** Adds a parameter that takes several values. */
  public Query add(String name, List<?> values) {
    return addRaw(name, values.stream().map(Query::segment).collect(Collectors.joining(",")));
  }

  private Query addRaw(String name, String value) {
    text.append(hasAny ? '&' : '?').append(segment(name)).append('=').append(value);
    hasAny = true;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
