package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server is asked. */
final class ServerOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "<url>",
      defaultValue = "${env:CQUEUE_URL:-http://127.0.0.1:3000/}",
      description = "The server. Default: CQUEUE_URL, or http://127.0.0.1:3000/")
  private String url = "";

  @Option(
      names = "--token",
      paramLabel = "<token>",
      defaultValue = "${env:CQUEUE_TOKEN:-}",
      description = "The token, if the server wants one. Default: CQUEUE_TOKEN")
  private String token = "";

  /** For one request, and little else: it is there at once. */
  CqueueClient client() {
    return withToken(CqueueClient.over(new PlainTransport(uri())));
  }

  /** For many requests at a time. */
  CqueueClient workingClient() {
    return withToken(CqueueClient.to(uri()));
  }

  private CqueueClient withToken(CqueueClient client) {
    return token.isEmpty() ? client : client.token(token);
  }

  URI uri() {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // As below.
    }
    String message = "--url: \"" + url + "\" must be a URL such as http://127.0.0.1:3000/";
    throw new ParameterException(spec.commandLine(), message);
  }
}
