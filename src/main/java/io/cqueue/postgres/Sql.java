package io.cqueue.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement from a resource file. Immutable.
 *
 * @param text as JDBC wants it, with a question mark for each parameter
 * @param parameters their names, in the order of the question marks
 */
record Sql(String text, List<String> parameters) {

  private static final Pattern COMMENT = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");
  private static final Map<String, Sql> LOADED = new ConcurrentHashMap<>();

  Sql {
    parameters = List.copyOf(parameters);
  }

  /** The statement of this name. */
  static Sql named(String name) {
    return LOADED.computeIfAbsent(name, any -> parse(name, read(name + ".sql")));
  }

  /** The text of a resource. */
  static String read(String resource) {
    try (InputStream in = Sql.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sql parse(String name, String source) {
    Matcher matcher = PARAMETER.matcher(COMMENT.matcher(source).replaceAll("").strip());
    List<String> parameters = new ArrayList<>();
    String text =
        matcher.replaceAll(
            found -> {
              parameters.add(found.group(1));
              return "?";
            });
    return new Sql("/* " + name + " */ " + text, parameters);
  }
}
