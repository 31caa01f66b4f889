package io.cqueue.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: makes a token, and shows it this once. */
@Command(
    name = "token",
    description = "Makes a token, prints it, and adds its hash to the file of tokens.")
final class TokenCommand implements Callable<Integer> {

  private final TokenMaker maker;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tokens",
      required = true,
      defaultValue = "${env:CQUEUE_TOKENS}",
      paramLabel = "<file>",
      description = "The file, which is made if it is not there. Default: CQUEUE_TOKENS")
  private Path file = Path.of("");

  @Option(
      names = "--roles",
      required = true,
      paramLabel = "<roles>",
      description = "What it is good for, with commas: produce, consume, operate, read")
  private String roles = "";

  @Option(
      names = "--queues",
      defaultValue = "*",
      paramLabel = "<queues>",
      description =
          "For which queues, with commas: names, beginnings such as mail-*, or *."
              + " Default: all")
  private String queues = "";

  @Parameters(paramLabel = "<name>", description = "Whose it is, for logs and limits")
  private String name = "";

  TokenCommand(TokenMaker maker) {
    this.maker = maker;
  }

  @Override
  public Integer call() throws Exception {
    String token = maker.make(file, name, roles, queues);
    spec.commandLine().getOut().println(token);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
