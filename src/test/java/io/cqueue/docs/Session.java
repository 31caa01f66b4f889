package io.cqueue.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AssertionFailureBuilder;

/**
 * What somebody does who types all of a page into a shell, from its top to its end. Each step has a
 * file with what is typed and one with what is printed then.
 */
final class Session {

  private static final int MINUTES = 3;

  /** Ends whatever still runs when the page is over. */
  private static final String BEGIN =
      """
      shopt -s expand_aliases
      top=$PWD steps=$PWD/steps
      end() {
        for service in $services; do kill -- -$service; wait $service; done
        jobs -p | xargs -r kill
        wait
      }
      services= waiting=
      trap end EXIT
      """;

  private static final String RUN =
      """
      echo %1$d >$steps/now
      set -e
      source $steps/%1$d.sh >$steps/%1$d.out 2>$steps/%1$d.err
      set +e
      [[ -z $waiting ]] || wait $waiting
      waiting=
      """;

  /** What has a time limit ends with it, as curl's exit code 28 says. */
  private static final String RUN_FOR_A_WHILE =
      """
      echo %1$d >$steps/now
      source $steps/%1$d.sh >$steps/%1$d.out 2>$steps/%1$d.err || [[ $? == 28 ]] || exit 1
      """;

  /** With a time limit it listens; then it must do so before the next line is typed. */
  private static final String RUN_IN_BACKGROUND =
      """
      source $steps/%1$d.sh >$steps/%1$d.out 2>$steps/%1$d.err &
      waiting="$waiting $!"
      if grep -q max-time $steps/%1$d.sh; then
        until [[ -s $steps/%1$d.out ]]; do sleep 0.05; done
      fi
      """;

  /** With a group of its own, so that all of it can be ended. A worker shows itself by its work. */
  private static final String SERVE =
      """
      echo %1$d >$steps/now
      set -m
      source $steps/%1$d.sh >$steps/%1$d.out 2>&1 &
      set +m
      services="$services $!"
      until grep -Eq 'listens on' $steps/%1$d.out || grep -q 'work' $steps/%1$d.sh; do
        kill -0 $! || exit 1
        sleep 0.05
      done
      """;

  private static final String WRITE =
      """
      echo %1$d >$steps/now
      set -e
      cp $steps/%1$d.sh "$top/FILE"
      chmod +x "$top/FILE"
      set +e
      """;

  /** What a page says that a step prints. */
  private record Expected(int step, String command, String answer, List<Integer> background) {}

  private final Path directory;
  private final Map<String, String> replaced;
  private final StringBuilder script = new StringBuilder(BEGIN);
  private final List<Expected> expected = new ArrayList<>();
  private final List<Integer> background = new ArrayList<>();
  private int steps;

  /** Types in a directory, and other words than those of the page where they are replaced. */
  Session(Path directory, Map<String, String> replaced) throws IOException {
    this.directory = directory;
    this.replaced = replaced;
    Files.createDirectory(directory.resolve("steps"));
  }

  void type(Block block) throws IOException {
    if (block.file().isPresent()) {
      step(WRITE.replace("FILE", block.file().get()), block.text());
    } else if (block.isService()) {
      step(SERVE, block.text());
    } else if (block.language().equals("sh")) {
      step(RUN, block.text());
    } else {
      for (Block.Typed typed : block.typed()) {
        type(typed);
      }
    }
  }

  private void type(Block.Typed typed) throws IOException {
    String command = typed.command();
    if (command.endsWith("&")) {
      background.add(step(RUN_IN_BACKGROUND, command.substring(0, command.length() - 1)));
      return;
    }
    int step = step(command.contains("--max-time") ? RUN_FOR_A_WHILE : RUN, command);
    expected.add(new Expected(step, command, typed.answer(), List.copyOf(background)));
    background.clear();
  }

  private int step(String how, String typed) throws IOException {
    steps++;
    Files.writeString(directory.resolve("steps").resolve(steps + ".sh"), said(typed) + "\n");
    script.append(how.formatted(steps));
    return steps;
  }

  private String said(String text) {
    String said = text;
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      said = said.replace(each.getKey(), each.getValue());
    }
    return said;
  }

  /** Does it all. Nothing may fail, and what is printed must be what the page says. */
  void run(Map<String, String> environment) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("session.sh"), script.toString());
    ProcessBuilder builder = new ProcessBuilder("bash", "session.sh").directory(directory.toFile());
    builder.environment().putAll(environment);
    Path log = directory.resolve("steps").resolve("log");
    Process shell = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended || shell.exitValue() != 0) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
      fail(ended ? "exit code " + shell.exitValue() : "it does not end", log);
    }
    for (Expected each : expected) {
      StringBuilder printed = new StringBuilder(read(each.step + ".out"));
      for (int other : each.background) {
        printed.append('\n').append(read(other + ".out").strip());
      }
      Answers.assertPrints(
          each.answer, printed.toString().strip(), each.command + "\n" + read(each.step + ".err"));
    }
  }

  private void fail(String why, Path log) throws IOException {
    String step = read("now").strip();
    List<String> told = new ArrayList<>(List.of(why));
    for (String file : List.of(step + ".sh", step + ".out", step + ".err")) {
      told.add(file + ":\n" + read(file));
    }
    told.add(Files.readString(log));
    AssertionFailureBuilder.assertionFailure().message(String.join("\n", told)).buildAndThrow();
  }

  private String read(String step) throws IOException {
    Path file = directory.resolve("steps").resolve(step);
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
