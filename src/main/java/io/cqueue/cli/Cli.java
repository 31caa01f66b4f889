package io.cqueue.cli;

import io.cqueue.client.CqueueException;
import io.cqueue.config.ConfigException;
import io.cqueue.remote.RemoteCommands;
import io.cqueue.remote.StopRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands, and how they end: 0 is well, 2 is called wrongly, 4 is refused by a server, 1 is
 * any other failure.
 */
public final class Cli {

  private static final int REFUSED = 4;

  private Cli() {}

  /**
   * Does what the command line says.
   *
   * @return the exit code
   */
  public static int run(Commands commands, String... args) {
    CommandSpec root = new Configured(commands.serve()).spec();
    describe(root.name("cqueue"), "A job queue server that anyone can use with curl.");
    CommandSpec serve = new Configured(commands.serve()).spec();
    describe(serve, "Runs the server, as cqueue does without a command.");
    root.addSubcommand("serve", serve);
    CommandSpec migrate = new Configured(commands.migrate()).spec();
    describe(migrate, "Brings the tables of the store postgres up to date.");
    root.addSubcommand("migrate", migrate);
    CommandSpec backup =
        new Configured(commands.backup())
            .taking("<file>", "Where the copy goes: a file that does not exist.")
            .spec();
    describe(backup, "Copies the jobs of the store sqlite, also while a server uses them.");
    root.addSubcommand("backup", backup);
    add(root, "export", new ExportCommand());
    add(root, "import", new ImportCommand());
    add(root, "token", new TokenCommand(commands.token()));
    add(root, "bench", new BenchCommand());
    for (String name : RemoteCommands.NAMES) {
      add(root, name, RemoteCommands.of(name, commands.stop()));
    }
    add(root, "completion", new CompletionCommand());
    return run(root, args);
  }

  /**
   * Does what the command line says, if it begins with the name of a command that is a client of a
   * server. No other is looked at, so that this one is there at once.
   *
   * @return the exit code
   */
  public static int ask(StopRequest stop, String... args) {
    CommandSpec root = CommandSpec.create().name("cqueue");
    add(root, args[0], RemoteCommands.of(args[0], stop));
    return run(root, args);
  }

  private static int run(CommandSpec root, String... args) {
    return new CommandLine(root)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (e, all) -> fail(e.getCommandLine(), e.getMessage() + " (try --help)", 2))
        .setExecutionExceptionHandler(Cli::onFailure)
        .execute(args);
  }

  private static void add(CommandSpec root, String name, Object annotated) {
    CommandSpec command = CommandSpec.forAnnotatedObject(annotated);
    command.mixinStandardHelpOptions(true);
    // What comes after the command that `work` runs is that one's own.
    command.parser().stopAtPositional(name.equals("work"));
    root.addSubcommand(name, command);
  }

  private static void describe(CommandSpec command, String description) {
    command.mixinStandardHelpOptions(true);
    command.version("cqueue " + version());
    command
        .usageMessage()
        .description(description)
        .footer(
            "",
            "Every setting can also be an environment variable (CQUEUE_PORT), a Java system",
            "property (cqueue.port) or a line in the properties file (cqueue.port=3001).");
  }

  private static int onFailure(Exception e, CommandLine command, CommandLine.ParseResult all)
      throws Exception {
    if (e instanceof ConfigException) {
      return fail(command, e.getMessage(), 2);
    }
    if (e instanceof CqueueException) {
      return fail(command, e.getMessage(), REFUSED);
    }
    if (e instanceof IOException) {
      return fail(command, e.getMessage(), 1);
    }
    throw e;
  }

  private static int fail(CommandLine command, @Nullable String message, int exitCode) {
    command.getErr().println("cqueue: " + message);
    return exitCode;
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Cli.class.getResourceAsStream("version.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("our own resource can be read", e);
    }
    return properties.getProperty("version");
  }
}
