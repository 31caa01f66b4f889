package io.cqueue.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation, of which the fenced blocks matter here.
 *
 * @param file where it is
 * @param blocks in order
 */
record Page(Path file, List<Block> blocks) {

  private static final String FENCE = "```";

  /** The README and what is in {@code docs/}. */
  static List<Page> all() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(Path.of("README.md")), docs.sorted())
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      List<Page> pages = new ArrayList<>();
      for (Path file : files) {
        pages.add(read(file));
      }
      return pages;
    }
  }

  static Page read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<String> info = List.of();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(FENCE)) {
        lines.add(line);
      } else if (info.isEmpty()) {
        info = List.of(line.substring(FENCE.length()).split(" ", -1));
        lines.clear();
      } else {
        blocks.add(new Block(info, List.copyOf(lines)));
        info = List.of();
      }
    }
    return new Page(file, List.copyOf(blocks));
  }

  /** What is typed at a prompt, in order, if that is curl and nothing else. */
  List<Block.Typed> curls() {
    List<Block.Typed> typed =
        blocks.stream()
            .filter(block -> block.language().equals("console") && !block.isByHand())
            .flatMap(block -> block.typed().stream())
            .toList();
    return typed.stream().allMatch(Page::isCurl) ? typed : List.of();
  }

  /** Whether a block has this text in it. */
  boolean mentions(String text) {
    return blocks.stream().anyMatch(block -> block.text().contains(text));
  }

  private static boolean isCurl(Block.Typed typed) {
    return typed.command().startsWith("curl ") && !typed.command().contains(" | ");
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
