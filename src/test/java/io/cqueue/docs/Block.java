package io.cqueue.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fenced block of a page. After the language its first line may say how it is run, which readers
 * do not see: {@code by-hand}, {@code service} (until the end of the page), {@code file=NAME} (is
 * what goes into this file).
 *
 * @param info the words after the fence: the language, and how it is run
 * @param lines what is in it
 */
record Block(List<String> info, List<String> lines) {

  private static final String PROMPT = "$ ";
  private static final String FILE = "file=";

  /** A line that somebody types and, if the page shows it, what comes then. */
  record Typed(String command, String answer) {}

  String language() {
    return info.get(0);
  }

  /** Whether it has what a shell can run. */
  boolean isForTheShell() {
    return language().equals("sh") || language().equals("console");
  }

  boolean isByHand() {
    return info.contains("by-hand");
  }

  boolean isService() {
    return info.contains("service");
  }

  /** The file that has this in it. */
  Optional<String> file() {
    return info.stream()
        .filter(word -> word.startsWith(FILE))
        .map(word -> word.substring(FILE.length()))
        .findFirst();
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * The commands of a block of {@code console}: each after a prompt, and as long as its lines end
   * in a backslash or inside of quotes.
   */
  List<Typed> typed() {
    List<Typed> typed = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    StringBuilder answer = new StringBuilder();
    boolean goesOn = false;
    for (String line : lines) {
      if (line.startsWith(PROMPT) || goesOn) {
        if (!goesOn) {
          add(typed, command, answer);
        }
        command.append(goesOn ? "\n" + line : line.substring(PROMPT.length()));
        goesOn = line.endsWith("\\") || command.chars().filter(c -> c == '\'').count() % 2 == 1;
      } else {
        answer.append(line).append('\n');
      }
    }
    add(typed, command, answer);
    return typed;
  }

  private static void add(List<Typed> typed, StringBuilder command, StringBuilder answer) {
    if (command.length() > 0) {
      typed.add(new Typed(command.toString(), answer.toString().strip()));
    }
    command.setLength(0);
    answer.setLength(0);
  }
}
