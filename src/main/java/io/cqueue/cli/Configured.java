package io.cqueue.cli;

import io.cqueue.config.ConfigReader;
import io.cqueue.config.Setting;
import io.cqueue.config.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command that takes every setting as an option, such as {@code serve}. */
final class Configured implements Callable<Integer> {

  private final ConfiguredRun run;
  private final CommandSpec spec;

  Configured(ConfiguredRun run) {
    this.run = run;
    this.spec = CommandSpec.wrapWithoutInspection(this);
    Setting.ALL.forEach(setting -> spec.addOption(option(setting)));
    spec.addOption(
        OptionSpec.builder("--" + ConfigReader.FILE)
            .type(String.class)
            .paramLabel("<file>")
            .description(
                "A properties file with settings.",
                "Default: " + ConfigReader.DEFAULT_FILE + ", if it exists")
            .build());
  }

  /** Requires an argument besides. */
  Configured taking(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> options = new HashMap<>();
    // Both `cqueue --port 3001 serve` and `cqueue serve --port 3001`.
    Stream.of(spec.root(), spec)
        .flatMap(command -> command.commandLine().getParseResult().matchedOptions().stream())
        .forEach(option -> options.put(option.longestName().substring(2), option.getValue()));
    String argument =
        spec.positionalParameters().isEmpty() ? "" : spec.positionalParameters().get(0).getValue();
    run.run(ConfigReader.read(Sources.ofCommandLine(options)), argument);
    return 0;
  }

  private static OptionSpec option(Setting setting) {
    // Values are texts here: the reader of the configuration checks them together with all others.
    return OptionSpec.builder("--" + setting.name())
        .type(String.class)
        .paramLabel("<" + setting.name() + ">")
        .description(
            setting.description() + ".",
            "Must be " + setting.form() + ". Default: " + setting.byDefault())
        .build();
  }
}
