package io.cqueue.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script by which bash or zsh completes commands and options.",
      "For a shell in which cqueue is an alias or a script: source <(cqueue completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
