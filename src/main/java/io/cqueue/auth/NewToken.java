package io.cqueue.auth;

import io.cqueue.core.Caller;
import io.cqueue.core.Digests;
import io.cqueue.core.OpenException;
import io.cqueue.core.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens. */
public final class NewToken {

  /** So that people and programs that look for secrets can tell what it is. */
  private static final String PREFIX = "cq_";

  private static final int BYTES = 32;

  private NewToken() {}

  /**
   * Makes a token, and adds its line to a file, which is made if it is not there.
   *
   * @param roles with commas between them
   * @param queues the same
   * @return the token, which is nowhere else
   * @throws OpenException if that makes no sense, or the file cannot be used
   */
  public static String addTo(Path file, String name, String roles, String queues) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      Caller caller = TokenLine.caller(name, roles, queues);
      append(file, new TokenLine(caller, Digests.sha256(token)).text());
      return token;
    } catch (RefusedException e) {
      throw new OpenException(e.refusal().detail(), e);
    } catch (IOException e) {
      throw new OpenException("cannot write to " + file + ": " + e, e);
    }
  }

  private static void append(Path file, String line) throws IOException {
    String start = "";
    if (Files.exists(file)) {
      TokenFile.lines(file); // or else the server would not take the new one
      String before = Files.readString(file);
      start = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    }
    Files.writeString(
        file, start + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
