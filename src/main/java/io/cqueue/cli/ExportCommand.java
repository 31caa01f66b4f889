package io.cqueue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: saves all that a server keeps. */
@Command(name = "export", description = "Saves all jobs of a running server to a file.")
final class ExportCommand implements Callable<Integer> {

  /** The last line is not longer. */
  private static final int LAST_LINE = 64;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "<url>",
      defaultValue = "http://127.0.0.1:3000/",
      description = "The server. Default: ${DEFAULT-VALUE}")
  private String url = "";

  @Parameters(
      paramLabel = "<file>",
      description = "Where they go, as lines of JSON: a file that does not exist.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    if (Files.exists(file)) {
      throw new IOException(file + " exists already");
    }
    Peer peer = new Peer(url);
    HttpResponse<InputStream> answer =
        peer.send(peer.request("export").GET(), BodyHandlers.ofInputStream());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "the server said " + answer.statusCode() + " " + new String(in.readAllBytes(), UTF_8));
      }
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      requireEnd(part);
      // Only what is whole gets the name.
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    spec.commandLine().getOut().println(file + " has " + Files.size(file) + " bytes");
    return 0;
  }

  /** Only what is whole has the last line. */
  private void requireEnd(Path part) throws IOException {
    try (RandomAccessFile written = new RandomAccessFile(part.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(LAST_LINE, written.length())];
      written.seek(written.length() - tail.length);
      written.readFully(tail);
      if (!new String(tail, UTF_8).contains("\n{\"End\":")) {
        throw new IOException("the server broke off; nothing was saved");
      }
    }
  }
}
