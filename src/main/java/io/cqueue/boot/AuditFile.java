package io.cqueue.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a line for each thing that an operator did. It is opened for each line, so that it
 * can be moved away at any time. Thread-safe.
 *
 * @param file which
 * @param clock the time of a line
 */
record AuditFile(Path file, InstantSource clock) implements Consumer<String> {

  private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

  @Override
  public void accept(String line) {
    String timed = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
    try {
      Files.writeString(file, timed, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.error("Not written to {}: {}", file, line, e);
    }
  }
}
