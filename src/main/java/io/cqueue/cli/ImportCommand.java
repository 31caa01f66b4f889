package io.cqueue.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: gives a server what another kept. */
@Command(
    name = "import",
    description = "Gives a running server, new and empty, all jobs of another, from a file.")
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "<url>",
      defaultValue = "http://127.0.0.1:3000/",
      description = "The server. Default: ${DEFAULT-VALUE}")
  private String url = "";

  @Parameters(paramLabel = "<file>", description = "What the command export wrote.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      throw new IOException("there is no " + file);
    }
    Peer peer = new Peer(url);
    HttpResponse<String> answer =
        peer.send(
            peer.request("import").POST(BodyPublishers.ofFile(file)), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "nothing was imported: the server said " + answer.statusCode() + " " + answer.body());
    }
    spec.commandLine().getOut().println(answer.body());
    return 0;
  }
}
