package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cqueue.core.Refusal;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/api.md} to what the code answers. */
final class ApiDocTest {

  private static final java.nio.file.Path DOC = java.nio.file.Path.of("docs/api.md");
  private static final Pattern REQUEST = Pattern.compile("`([A-Z]+ /[^`]*)`");
  private static final Pattern PROBLEM = Pattern.compile("(?m)^\\| `(urn:\\S+)` \\| (\\d+) \\|");

  @Test
  void everyRequestThatIsAnsweredIsInTheDocumentationAndNoOther() throws IOException {
    assertEquals(answered(), new TreeSet<>(found(REQUEST, match -> match.group(1))));
  }

  /** Each method and path that the code answers. */
  static Set<String> answered() {
    Set<String> answered = new TreeSet<>(Set.of("GET /events"));
    for (Class<?> resource : RestApi.RESOURCES) {
      for (Method method : resource.getMethods()) {
        String verb = verb(method);
        if (verb != null) {
          answered.add(verb + " " + path(resource.getAnnotation(Path.class), method));
        }
      }
    }
    return answered;
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static String path(Path resource, Method method) {
    Path further = method.getAnnotation(Path.class);
    String path = resource.value() + (further == null ? "" : "/" + further.value());
    return path.replaceFirst("^/*", "/").replaceAll("\\{(\\w+)[^}]*}", "{$1}");
  }

  @Test
  void everyProblemThatCanBeAnsweredIsInTheDocumentationAndNoOther() throws IOException {
    assertEquals(
        problems().stream().map(it -> "urn:cqueue:" + it.type() + " " + it.status()).toList(),
        found(PROBLEM, match -> match.group(1) + " " + match.group(2)));
  }

  /** One of each kind. */
  static List<Problem> problems() {
    // What HTTP itself has words for, of which each has words of its own in Problem.
    IntStream statuses = IntStream.of(400, 404, 405, 408, 431, 503);
    return Stream.of(
            Stream.of(Refusal.Reason.values())
                .map(reason -> Refusal.of(reason, ""))
                .map(Problem::of),
            Stream.of(
                Problem.malformed(""),
                Problem.bodyTooLarge(1),
                Problem.noRoomForBody(),
                Problem.unsupportedEncoding(""),
                Problem.loopbackOnly(),
                Problem.unknownHost(""),
                Problem.crossSite()),
            statuses.mapToObj(Problem::ofStatus),
            Stream.of(Problem.internal("")))
        .flatMap(some -> some)
        .toList();
  }

  @Test
  void theTestAboveKnowsEveryKindOfProblem() {
    Set<String> kinds =
        Stream.of(Problem.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == Problem.class)
            .map(Method::getName)
            .filter(name -> !name.startsWith("lambda"))
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(
            "of",
            "malformed",
            "bodyTooLarge",
            "noRoomForBody",
            "unsupportedEncoding",
            "loopbackOnly",
            "unknownHost",
            "crossSite",
            "ofStatus",
            "internal"),
        kinds);
  }

  private static List<String> found(Pattern pattern, Function<Matcher, String> what)
      throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(Files.readString(DOC));
    while (matcher.find()) {
      found.add(what.apply(matcher));
    }
    return found;
  }
}
