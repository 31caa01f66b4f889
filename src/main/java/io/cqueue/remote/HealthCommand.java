package io.cqueue.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code health}: says whether a server is well. It asks the server that the environment configures
 * on this machine, which is what a container's health check needs, or another one.
 */
@Command(
    name = "health",
    description = "Says whether a server is well: exit code 0 if it is, 1 if not.")
final class HealthCommand implements Callable<Integer> {

  private static final int PATIENCE_MILLIS = 3000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description = {
        "The server. Default: CQUEUE_URL, or the one that CQUEUE_PORT, CQUEUE_CONTEXT_PATH and",
        "CQUEUE_TLS_CERTIFICATE configure on this machine"
      })
  private @Nullable String url;

  @Option(names = "--live", description = "Only whether it runs, ready for jobs or not.")
  private boolean live;

  private final Map<String, String> environment;

  HealthCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    String server = url == null ? environment.getOrDefault("CQUEUE_URL", configured()) : url;
    URI uri =
        URI.create(server.replaceFirst("/+$", "") + (live ? "/health/live" : "/health/ready"));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure
        && InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
      AnyCertificate.allow(secure);
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      String said = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      spec.commandLine().getOut().println(said.strip());
      spec.commandLine().getOut().flush();
    }
    return status == HttpURLConnection.HTTP_OK ? 0 : 1;
  }

  private String configured() {
    return (environment.containsKey("CQUEUE_TLS_CERTIFICATE") ? "https" : "http")
        + "://127.0.0.1:"
        + environment.getOrDefault("CQUEUE_PORT", "3000")
        + environment.getOrDefault("CQUEUE_CONTEXT_PATH", "");
  }
}
