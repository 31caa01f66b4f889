package io.cqueue.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a line of curl in the documentation does, as far as the documentation uses curl. */
final class Curl {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern HOST = Pattern.compile("^(https?://)?localhost:3000");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  /** Sends to {@code server} what the documentation sends to localhost:3000. */
  Curl(URI server) {
    this.server = server;
  }

  /** Runs one line; returns what it prints. */
  String run(String command) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request(command), HttpResponse.BodyHandlers.ofString());
    return response.body().strip();
  }

  private HttpRequest request(String command) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    String method = "";
    String data = "";
    Iterator<String> words = words(command).iterator();
    words.next();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-d" -> {
          data = words.next();
          method = method.isEmpty() ? "POST" : method;
          request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        case "-X" -> method = words.next();
        case "-H" -> {
          String[] header = words.next().split(": *", 2);
          request.header(header[0], header[1]);
        }
        default -> {
          Matcher host = HOST.matcher(word);
          if (!host.find()) {
            throw new IllegalArgumentException("neither a known option nor a URL: " + word);
          }
          String base = server.toString().replaceFirst("/$", "");
          request.uri(URI.create(base + word.substring(host.end())));
        }
      }
    }
    return request
        .method(
            method.isEmpty() ? "GET" : method,
            data.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(data))
        .build();
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
