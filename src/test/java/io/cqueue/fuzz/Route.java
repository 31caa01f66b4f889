package io.cqueue.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of request.
 *
 * @param method its method
 * @param path with names in braces where something is to be filled in
 * @param parameters that it takes, each with the kind of its values
 * @param body the kind of its body; empty if it has none
 */
record Route(String method, String path, List<String> parameters, String body) {

  private static final Pattern REQUEST = Pattern.compile("`([A-Z]+) (/[^`]*)`");

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "POST /jobs/dequeue",
          "queue:queue type:type max:integer wait:seconds lease:seconds wait:seconds",
          "GET /jobs/{id}",
          "wait:seconds",
          "GET /jobs",
          "queue:queue status:status type:type tag.a:type after:integer limit:integer",
          "POST /jobs/{id}/move",
          "queue:queue",
          "GET /events",
          "queue:queue type:type");

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("POST /jobs/enqueue", "job"),
          Map.entry("PUT /jobs/enqueue", "jobs"),
          Map.entry("POST /batches", "batch"),
          Map.entry("POST /jobs/dequeue", "dequeue"),
          Map.entry("POST /jobs/{id}/conclude", "conclude"),
          Map.entry("PUT /jobs/{id}/conclude", "conclude"),
          Map.entry("POST /jobs/conclude/{id}", "conclude"),
          Map.entry("PUT /jobs/conclude/{id}", "conclude"),
          Map.entry("POST /jobs/{id}/fail", "fail"),
          Map.entry("POST /jobs/{id}/extend", "extend"),
          Map.entry("POST /jobs/{id}/release", "release"),
          Map.entry("POST /jobs/conclude", "concludes"),
          Map.entry("POST /jobs/fail", "fails"),
          Map.entry("POST /jobs/extend", "extends"),
          Map.entry("POST /jobs/release", "releases"),
          Map.entry("PATCH /jobs/{id}", "change"),
          Map.entry("PUT /queues/{name}", "settings"),
          Map.entry("PUT /schedules/{name}", "schedule"));

  /** What jobs live by comes more often than what operators do, so that there are jobs. */
  private static final List<String> OFTEN =
      List.of(
          "POST /jobs/enqueue",
          "POST /jobs/enqueue",
          "POST /jobs/enqueue",
          "PUT /jobs/enqueue",
          "POST /batches",
          "POST /jobs/dequeue",
          "POST /jobs/dequeue",
          "POST /jobs/dequeue",
          "POST /jobs/dequeue",
          "POST /jobs/dequeue",
          "POST /jobs/{id}/conclude",
          "POST /jobs/{id}/fail",
          "POST /jobs/enqueue",
          "POST /jobs/{id}/fail",
          "GET /jobs/{id}");

  /**
   * All that a page of the documentation has, which a test holds to the code, so that nobody has to
   * remember to add one here.
   */
  static List<Route> of(Path page) throws IOException {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      found.addAll(OFTEN);
    }
    Matcher matcher = REQUEST.matcher(Files.readString(page));
    while (matcher.find()) {
      found.add(matcher.group(1) + " " + matcher.group(2));
    }
    return found.stream().map(Route::of).toList();
  }

  private static Route of(String request) {
    String[] parts = request.split(" ", -1);
    String parameters = PARAMETERS.getOrDefault(request, "");
    return new Route(
        parts[0],
        parts[1],
        parameters.isEmpty() ? List.of() : List.of(parameters.split(" ", -1)),
        BODIES.getOrDefault(request, ""));
  }
}
