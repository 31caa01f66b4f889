package io.cqueue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement from a resource file. Immutable.
 *
 * @param text as JDBC wants it, with a question mark for each parameter
 * @param places where each parameter is, counted from 1, by its name
 * @param width how many places there are, or how many each row has for itself
 */
public record Sql(String text, Map<String, List<Integer>> places, int width) {

  private static final Pattern COMMENT = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");
  private static final Map<String, Sql> LOADED = new ConcurrentHashMap<>();

  /** Keeps a copy of the places. */
  public Sql {
    places = Map.copyOf(places);
  }

  /** The statement of this name, in a resource that lies beside a class. */
  public static Sql beside(Class<?> owner, String name) {
    return LOADED.computeIfAbsent(
        owner.getName() + " " + name, any -> parse(name, read(owner, name + ".sql")));
  }

  /** The text of a resource that lies beside a class. */
  public static String read(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same for several rows at once, as SQLite has it, with numbered places.
   *
   * @param rows how many, at least 1, each with parameters of its own: see {@link Query#row}
   * @param same parameters that are the same for all rows, to be set for the first
   * @throws IllegalStateException if it is not an insert that ends with its values
   */
  public Sql times(int rows, List<String> same) {
    int values = text.lastIndexOf('(');
    if (!text.endsWith(")")) {
      throw new IllegalStateException("does not end with its values: " + text);
    }
    Map<String, List<Integer>> numbers = new HashMap<>();
    same.forEach(name -> numbers.put(name, List.of(numbers.size() + 1)));
    List<String> names = names();
    names.forEach(name -> numbers.putIfAbsent(name, List.of(numbers.size() + 1)));
    int own = numbers.size() - same.size();
    StringBuilder all = new StringBuilder(text.substring(0, values));
    for (int row = 0; row < rows; row++) {
      int before = row * own;
      Iterator<String> next = names.iterator();
      all.append(row == 0 ? "" : ",");
      for (char c : text.substring(values).toCharArray()) {
        all.append(c);
        if (c == '?') {
          String name = next.next();
          int number = numbers.getOrDefault(name, List.of()).get(0);
          all.append(same.contains(name) ? number : number + before);
        }
      }
    }
    return new Sql(all.toString(), numbers, own);
  }

  /** The parameters by their places. */
  private List<String> names() {
    String[] names = new String[width];
    places.forEach((name, at) -> at.forEach(place -> names[place - 1] = name));
    return List.of(names);
  }

  /** This and then the next, which go to the database at once: see {@link Query#each}. */
  public Sql then(Sql next) {
    Map<String, List<Integer>> all = new HashMap<>(places);
    next.places.forEach(
        (name, at) ->
            all.merge(
                name,
                at.stream().map(place -> place + width).toList(),
                (before, after) -> Stream.concat(before.stream(), after.stream()).toList()));
    return new Sql(text + ";\n" + next.text, all, width + next.width);
  }

  private static Sql parse(String name, String source) {
    Matcher matcher = PARAMETER.matcher(COMMENT.matcher(source).replaceAll("").strip());
    Map<String, List<Integer>> places = new HashMap<>();
    AtomicInteger count = new AtomicInteger();
    String text =
        matcher.replaceAll(
            found -> {
              places
                  .computeIfAbsent(found.group(1), any -> new ArrayList<>(1))
                  .add(count.incrementAndGet());
              return "?";
            });
    return new Sql("/* " + name + " */ " + text, places, count.get());
  }
}
