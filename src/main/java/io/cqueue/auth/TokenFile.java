package io.cqueue.auth;

import io.cqueue.core.Authenticator;
import io.cqueue.core.Caller;
import io.cqueue.core.Digests;
import io.cqueue.core.OpenException;
import io.cqueue.core.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens in a file, one a line: see {@link TokenLine}. The file has their hashes, so that
 * whoever reads it cannot use them. One round of SHA-256 is enough: a token is 256 random bits, not
 * a password that someone made up, and cannot be guessed however fast the hash is.
 *
 * <p>When the file has changed it is read again. If it cannot be read, or has a mistake, the tokens
 * before that go on being valid, and the log says so. Thread-safe.
 */
public final class TokenFile implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  /** How long a change may go unnoticed. */
  private static final long LOOK_MILLIS = 1000;

  /** By what a file that was changed is told from the same one before. */
  private record Stamp(@Nullable FileTime changed, long size, @Nullable Object key) {

    private static final Stamp GONE = new Stamp(null, -1, null);

    static Stamp of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
      } catch (IOException e) {
        return GONE;
      }
    }

    boolean isSame(Stamp other) {
      return size == other.size
          && String.valueOf(changed).equals(String.valueOf(other.changed))
          && String.valueOf(key).equals(String.valueOf(other.key));
    }
  }

  private final Path file;
  private final InstantSource clock;
  private final AtomicLong lookedAt;
  private volatile Stamp stamp;
  private volatile List<TokenLine> tokens;

  private TokenFile(Path file, InstantSource clock, Stamp stamp, List<TokenLine> tokens) {
    this.file = file;
    this.clock = clock;
    this.lookedAt = new AtomicLong(clock.millis());
    this.stamp = stamp;
    this.tokens = tokens;
  }

  /**
   * Reads a file.
   *
   * @param clock says when to look again
   * @throws OpenException if it cannot be read, or has a mistake
   */
  public static TokenFile open(Path file, InstantSource clock) {
    Stamp stamp = Stamp.of(file);
    return new TokenFile(file, clock, stamp, lines(file));
  }

  /**
   * What a file has.
   *
   * @throws OpenException if it cannot be read, or has a mistake
   */
  static List<TokenLine> lines(Path file) {
    List<TokenLine> found = new ArrayList<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          found.add(TokenLine.parse(line));
        }
      }
    } catch (IOException e) {
      throw new OpenException("cannot read the tokens in " + file + ": " + e, e);
    } catch (RefusedException e) {
      String what = e.refusal().detail();
      throw new OpenException("line " + number + " of the tokens in " + file + ": " + what, e);
    }
    return List.copyOf(found);
  }

  @Override
  public @Nullable Caller authenticate(String token) {
    look();
    String hash = Digests.sha256(token);
    Caller caller = null;
    for (TokenLine line : tokens) { // all of them, so that the time it takes tells nothing
      if (line.hasHash(hash)) {
        caller = line.caller();
      }
    }
    return caller;
  }

  /** Reads the file again if it is time to look, and it has changed. */
  private void look() {
    long now = clock.millis();
    long last = lookedAt.get();
    if (Math.abs(now - last) < LOOK_MILLIS || !lookedAt.compareAndSet(last, now)) {
      return;
    }
    Stamp found = Stamp.of(file);
    if (!found.isSame(stamp)) {
      stamp = found;
      try {
        tokens = lines(file);
        LOG.info("{} has changed; there are {} tokens now", file, tokens.size());
      } catch (OpenException e) {
        LOG.error("The tokens stay as they were: {}", e.getMessage());
      }
    }
  }
}
