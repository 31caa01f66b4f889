package io.cqueue.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cqueue.container.JavaJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The WAR under {@code java -jar}, and the requests by which a test sees what became of it. */
final class Server implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JavaJar process;
  private final HttpClient client = HttpClient.newHttpClient();

  private Server(JavaJar process) {
    this.process = process;
  }

  /** Starts one that runs in a directory. */
  static Server start(Path directory, String... options) {
    return new Server(JavaJar.start(directory, options));
  }

  /** Where it is, without a slash at the end. */
  URI uri() {
    return process.uri();
  }

  /** Sends JSON that may have single quotes for double ones, and answers with the answer. */
  JsonNode send(String method, String path, String json) {
    try {
      return JSON.readTree(text(method, path, json.replace('\'', '"')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode post(String path, String json) {
    return send("POST", path, json);
  }

  JsonNode get(String path) {
    return send("GET", path, "");
  }

  /** The answer as it was written. */
  String text(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new AssertionError(request + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a job to a queue and answers with its ID. */
  long enqueue(String queue) {
    return post("/jobs/enqueue", "{'Queue':'" + queue + "'}").path("ID").asLong();
  }

  /** Adds a job to a queue that has failed for good, and answers with its ID. */
  long fail(String queue) {
    long id = enqueue(queue);
    post("/jobs/dequeue?queue=" + queue, "");
    post("/jobs/" + id + "/fail", "{'Error':{'Message':'no such mailbox'},'Retry':false}");
    return id;
  }

  String status(long id) {
    return get("/jobs/" + id).path("Status").asText();
  }

  /** How many jobs of a queue have a status. */
  long count(String queue, String status) {
    return get("/queues/" + queue).path("Counts").path(status).asLong();
  }

  @Override
  public void close() {
    process.close();
  }
}
