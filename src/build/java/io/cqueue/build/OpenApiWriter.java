package io.cqueue.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cqueue.http.RestApi;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Makes the description of the HTTP interface (OpenAPI 3.1) in the build: from the code, which
 * knows the paths, methods, parameters and limits, and from {@code src/main/openapi}, which has the
 * words and schemas. What is on one side and not on the other fails the build. Maven runs this file
 * as it stands, so that neither it nor what it needs gets into the WAR.
 */
public final class OpenApiWriter {

  private static final List<String> ORDER =
      List.of(
          "openapi", "info", "servers", "externalDocs", "tags", "security", "paths", "components");

  private final Map<String, Object> source;
  private final Map<String, Object> paths;
  private final Map<String, Object> components;

  private OpenApiWriter(Map<String, Object> source) {
    this.source = source;
    this.paths = map(source, "paths");
    this.components = map(source, "components");
  }

  /**
   * Writes {@code openapi.json} and {@code openapi.yaml}.
   *
   * @param args the directory of the sources, the version, the directory to write to
   */
  public static void main(String[] args) throws IOException {
    Map<String, Object> source = new LinkedHashMap<>();
    try (Stream<java.nio.file.Path> files = Files.list(java.nio.file.Path.of(args[0]))) {
      for (java.nio.file.Path file : files.sorted().toList()) {
        SafeConstructor plain = new SafeConstructor(new LoaderOptions());
        merge(source, new Yaml(plain).load(Files.readString(file)));
      }
    }
    Map<String, Object> description = new OpenApiWriter(source).describe(args[1]);

    java.nio.file.Path to = Files.createDirectories(java.nio.file.Path.of(args[2]));
    new ObjectMapper().writeValue(to.resolve("openapi.json").toFile(), description);
    DumperOptions block = new DumperOptions();
    block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    block.setWidth(120);
    Files.writeString(to.resolve("openapi.yaml"), new Yaml(block).dump(description));
  }

  private Map<String, Object> describe(String version) {
    map(source, "info").put("version", version);
    Map<String, Object> responses = map(components, "responses");
    map(source, "x-problems").forEach((name, it) -> responses.put(name, problem(object(it))));
    operations();
    for (Object methods : paths.values()) {
      object(methods).values().forEach(operation -> answers(object(operation), Set.of()));
    }
    responses.values().forEach(response -> headers(object(response)));

    Map<String, Object> description = new LinkedHashMap<>();
    for (String key : ORDER) {
      if (source.containsKey(key)) {
        description.put(key, expand(source.get(key)));
      }
    }
    return description;
  }

  /** Adds each resource's method to the paths: what the code says of it, and what is written. */
  private void operations() {
    Map<String, Object> texts = map(source, "x-operations");
    Map<String, Method> methods = new TreeMap<>();
    for (Class<?> resource : RestApi.RESOURCES) {
      for (Method method : resource.getMethods()) {
        if (verb(method) != null) {
          methods.put(resource.getSimpleName() + "." + method.getName(), method);
        }
      }
    }
    if (!methods.keySet().equals(texts.keySet())) {
      TreeSet<String> either = new TreeSet<>(methods.keySet());
      either.addAll(texts.keySet());
      either.removeIf(name -> methods.containsKey(name) && texts.containsKey(name));
      throw new IllegalStateException("Not both in the code and in src/main/openapi: " + either);
    }
    List<Object> tags =
        ((List<?>) source.get("tags")).stream().map(it -> object(it).get("name")).toList();
    texts.entrySet().stream()
        .sorted(Comparator.comparing(it -> tags.indexOf(tag(it.getValue()))))
        .forEach(it -> add(methods.get(it.getKey()), object(expand(it.getValue()))));
  }

  private static Object tag(Object operation) {
    return ((List<?>) object(operation).get("tags")).get(0);
  }

  private void add(Method method, Map<String, Object> operation) {
    List<Object> parameters = new ArrayList<>(parameters(method));
    if (operation.get("parameters") instanceof List<?> more) {
      parameters.addAll(more);
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    answers(
        operation,
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet()));
    map(paths, path(method)).put(verb(method).toLowerCase(Locale.ROOT), operation);
  }

  private List<Map<String, Object>> parameters(Method method) {
    Map<String, Object> known = map(source, "x-parameters");
    List<Map<String, Object>> references = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      PathParam inPath = parameter.getAnnotation(PathParam.class);
      HeaderParam header = parameter.getAnnotation(HeaderParam.class);
      String name = parameter.getType().getSimpleName();
      if (inPath != null) {
        name = method.getDeclaringClass().getSimpleName() + " {" + inPath.value() + "}";
      } else if (header != null) {
        name = header.value();
      }
      Object meant = known.get(name);
      if (meant instanceof List<?> names) {
        names.forEach(it -> references.add(Map.of("$ref", "#/components/parameters/" + it)));
      } else if (inPath != null || header != null) {
        throw new IllegalStateException("x-parameters has no " + name + ": " + method);
      }
    }
    return references;
  }

  /** Adds what every operation with such parameters can answer to what this one does. */
  private void answers(Map<String, Object> operation, Set<String> parameters) {
    Map<String, Object> common = map(source, "x-answers");
    Map<String, Object> answers = map(operation, "responses");
    map(common, "every").forEach(answers::putIfAbsent);
    if (parameters.contains("Body") || parameters.contains("Upload")) {
      map(common, "body").forEach(answers::putIfAbsent);
    }
    if (parameters.contains("JobQueue") || parameters.contains("Caller")) {
      operation.put("security", source.get("x-security"));
    }
    if (operation.containsKey("security")) {
      map(common, "token").forEach(answers::putIfAbsent);
    }
    operation.put("responses", new TreeMap<>(answers));
    for (Object answer : answers.values()) {
      if (!object(answer).containsKey("$ref")) {
        headers(object(answer));
      }
    }
  }

  private void headers(Map<String, Object> answer) {
    map(map(source, "x-answers"), "headers").forEach(map(answer, "headers")::putIfAbsent);
  }

  /** The short form of an answer that is a problem, at full length. */
  private static Map<String, Object> problem(Map<String, Object> kind) {
    Map<String, Object> examples = new LinkedHashMap<>();
    map(kind, "problems")
        .forEach(
            (type, words) -> {
              Map<String, Object> value = new LinkedHashMap<>();
              value.put("type", "urn:cqueue:" + type);
              value.put("title", ((List<?>) words).get(0));
              value.put("status", kind.get("status"));
              value.put("detail", ((List<?>) words).get(1));
              examples.put(type, Map.of("value", value));
            });
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("schema", Map.of("$ref", "#/components/schemas/Problem"));
    content.put("examples", examples);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("description", kind.get("description"));
    int status = (Integer) kind.get("status");
    if (status == 401) {
      map(answer, "headers").put("WWW-Authenticate", Map.of("$ref", "#/components/headers/Login"));
    } else if (status == 429 || status == 503) {
      map(answer, "headers").put("Retry-After", Map.of("$ref", "#/components/headers/RetryAfter"));
    }
    answer.put("content", Map.of("application/problem+json", content));
    return answer;
  }

  /** A copy with all short forms at full length. */
  private static Object expand(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list.stream().map(OpenApiWriter::expand).toList());
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, it) -> {
            if (key.equals("x-json")) {
              copy.put("content", Map.of("application/json", content((List<?>) it)));
            } else {
              copy.put((String) key, expand(it));
            }
          });
      return copy;
    } else if (value instanceof String text && text.startsWith("${")) {
      return constant(text.substring(2, text.length() - 1));
    }
    return value;
  }

  private static Map<String, Object> content(List<?> schemaAndExamples) {
    Map<String, Object> examples = new LinkedHashMap<>();
    for (Object example : schemaAndExamples.subList(1, schemaAndExamples.size())) {
      String name = example.toString();
      String key = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
      examples.put(key, new LinkedHashMap<>(Map.of("$ref", "#/components/examples/" + name)));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("schema", Map.of("$ref", "#/components/schemas/" + schemaAndExamples.get(0)));
    content.put("examples", examples);
    return content;
  }

  /** A constant of the code, or the names of an enum. */
  private static Object constant(String name) {
    try {
      int dot = name.indexOf('.');
      if (dot < 0) {
        Object[] values = Class.forName("io.cqueue.core." + name).getEnumConstants();
        return new ArrayList<>(Arrays.stream(values).map(it -> ((Enum<?>) it).name()).toList());
      }
      Class<?> type = Class.forName("io.cqueue.core." + name.substring(0, dot));
      Object value = type.getField(name.substring(dot + 1)).get(null);
      return value instanceof Duration duration ? (Object) duration.toSeconds() : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("There is no " + name, e);
    }
  }

  private static String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static String path(Method method) {
    Path further = method.getAnnotation(Path.class);
    String path =
        method.getDeclaringClass().getAnnotation(Path.class).value()
            + (further == null ? "" : "/" + further.value());
    return path.replaceFirst("^/*", "/").replaceAll("\\{(\\w+)[^}]*}", "{$1}");
  }

  private static void merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (key, value) -> {
          if (value instanceof Map && into.get(key) instanceof Map) {
            merge(map(into, key), object(value));
          } else if (into.put(key, value) != null) {
            throw new IllegalStateException(key + " is there twice");
          }
        });
  }

  /** A map in a map, which is put there if it is missing. */
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return object(parent.computeIfAbsent(key, it -> new LinkedHashMap<String, Object>()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
