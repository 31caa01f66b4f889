package io.cqueue.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the documentation, of which the console blocks matter here.
 *
 * @param file where it is
 * @param examples its curl lines, in order
 */
record Page(Path file, List<Example> examples) {

  /**
   * A curl line and what the page says that it prints.
   *
   * @param command the line, without the prompt
   * @param answer nothing, if the page shows none
   */
  record Example(String command, String answer) {}

  private static final String PROMPT = "$ ";

  /** Reads {@code $ curl …} and the lines up to the next prompt, in blocks of {@code console}. */
  static Page read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    boolean console = false;
    String command = "";
    StringBuilder answer = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```") || (console && line.startsWith(PROMPT))) {
        if (command.startsWith("curl ")) {
          examples.add(new Example(command, answer.toString().strip()));
        }
        command = line.startsWith(PROMPT) ? line.substring(PROMPT.length()) : "";
        answer.setLength(0);
      } else if (console) {
        answer.append(line).append('\n');
      }
      if (line.startsWith("```")) {
        console = line.equals("```console");
      }
    }
    return new Page(file, List.copyOf(examples));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
