package io.cqueue.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Does what a line of curl in the documentation does, as far as the documentation uses curl. */
final class Curl {

  private static final Pattern WORD = Pattern.compile("(\\$?)'([^']*)'|(\\S+)");
  private static final Pattern HOST = Pattern.compile("^(https?://)?localhost:3000");
  private static final Pattern HEADER = Pattern.compile("%header\\{([^}]+)}");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  /** What goes on in the background. */
  private final List<CompletableFuture<String>> background = new ArrayList<>();

  /** Sends to {@code server} what the documentation sends to localhost:3000. */
  Curl(URI server) {
    this.server = server;
  }

  /**
   * Runs one line. One that ends in {@code &} goes on in the background.
   *
   * @return what it prints, and after that what those in the background print in the end
   */
  String run(String command) {
    Line line = parse(command);
    CompletableFuture<String> printed = send(line);
    if (line.background) {
      background.add(printed);
      return "";
    }
    StringBuilder all = new StringBuilder(printed.join());
    background.forEach(other -> all.append('\n').append(other.join()));
    background.clear();
    return all.toString().strip();
  }

  private CompletableFuture<String> send(Line line) {
    CompletableFuture<HttpResponse<InputStream>> response =
        client.sendAsync(line.request.build(), BodyHandlers.ofInputStream());
    if (line.seconds > 0) {
      response.join(); // It has begun to listen before the next line does anything.
    }
    return response.thenApplyAsync(
        answer -> read(answer.body(), line.seconds) + written(line, answer));
  }

  /** Reads to the end, or until curl would read no more. */
  private static String read(InputStream body, double seconds) {
    if (seconds > 0) {
      CompletableFuture.delayedExecutor((long) (seconds * 1000), TimeUnit.MILLISECONDS)
          .execute(() -> close(body));
    }
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[8192];
    try {
      for (int length = body.read(some); length >= 0; length = body.read(some)) {
        text.append(new String(some, 0, length, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The time is over.
    }
    return text.toString();
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }

  /** What {@code -w} adds. */
  private static String written(Line line, HttpResponse<?> answer) {
    String status =
        line.format.replace("\\n", "\n").replace("%{http_code}", answer.statusCode() + "");
    return HEADER
        .matcher(status)
        .replaceAll(match -> answer.headers().firstValue(match.group(1)).orElse(""));
  }

  private static final class Line {
    final HttpRequest.Builder request = HttpRequest.newBuilder();
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    @Nullable String method;
    @Nullable String data;
    String format = "";
    double seconds;
    boolean background;
  }

  private Line parse(String command) {
    Line line = new Line();
    Iterator<String> words = words(command).iterator();
    words.next();
    while (words.hasNext()) {
      parse(words.next(), words, line);
    }
    String usual = "GET";
    if (line.data != null) {
      usual = "POST";
      line.headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    }
    line.headers.forEach(line.request::header);
    line.request.method(
        line.method == null ? usual : line.method,
        line.data == null ? BodyPublishers.noBody() : BodyPublishers.ofString(line.data));
    return line;
  }

  private void parse(String word, Iterator<String> words, Line line) {
    switch (word) {
      case "-s", "-N", "--location", "\\" -> {}
      case "&" -> line.background = true;
      case "-X", "--request" -> line.method = words.next();
      case "-d", "--data", "--data-binary" -> line.data = words.next();
      case "-w" -> line.format = words.next();
      case "--max-time" -> line.seconds = Double.parseDouble(words.next());
      case "-H", "--header" -> {
        String[] header = words.next().split(": *", 2);
        line.headers.put(header[0], header[1]);
      }
      default -> {
        Matcher host = HOST.matcher(word);
        if (!host.find()) {
          throw new IllegalArgumentException("neither a known option nor a URL: " + word);
        }
        String base = server.toString().replaceFirst("/$", "");
        line.request.uri(URI.create(base + word.substring(host.end())));
      }
    }
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String quoted = word.group(2);
      if (quoted == null) {
        words.add(word.group(3));
      } else {
        words.add(word.group(1).isEmpty() ? quoted : quoted.replace("\\n", "\n"));
      }
    }
    return words;
  }
}
