package io.cqueue.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a file, one a line. Bytes that are no UTF-8 end it: another character in their place
 * would go into the queue as if someone had meant it. Used by one thread.
 */
final class JobLines implements AutoCloseable {

  private final String name;
  private final Counting in;
  private final BufferedReader reader;
  private int number;

  private JobLines(String name, Counting in) {
    this.name = name;
    this.in = in;
    this.reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  /** Opens a file; {@code -} is the standard input. */
  static JobLines open(String file) throws IOException {
    return file.equals("-")
        ? new JobLines("the standard input", new Counting(System.in))
        : new JobLines(file, new Counting(Files.newInputStream(Path.of(file))));
  }

  /** The next line that is not blank; null if there is none. */
  @Nullable String next() throws IOException {
    try {
      String line;
      do {
        line = reader.readLine();
        number++;
      } while (line != null && line.isBlank());
      return line;
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is not in UTF-8", e);
    }
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return number;
  }

  /** How many bytes have been read, a little ahead of the line. */
  long bytes() {
    return in.count();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
