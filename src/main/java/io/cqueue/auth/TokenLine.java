package io.cqueue.auth;

import io.cqueue.core.Caller;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A line of the file of tokens: name, roles, queues and hash, with spaces between them. Immutable.
 *
 * @param caller who has the token
 * @param hash the SHA-256 of the token in hexadecimal
 */
record TokenLine(Caller caller, String hash) {

  private static final String ALGORITHM = "sha256:";

  /**
   * Reads one.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, and what is wrong
   */
  static TokenLine parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != 4) {
      throw wrong("must have four words: name, roles, queues, hash");
    }
    return new TokenLine(caller(words[0], words[1], words[2]), hash(words[3]));
  }

  /** A caller as people write it. */
  static Caller caller(String name, String roles, String queues) {
    if (!name.matches("\\S+")) {
      throw wrong("must have a name without spaces");
    }
    return new Caller(name, roles(words(roles)), words(queues));
  }

  private static List<String> words(String text) {
    return List.of(text.split(",", -1));
  }

  /** Roles as people write them. */
  static Set<Role> roles(List<String> words) {
    Set<Role> roles = new TreeSet<>();
    for (String word : words) {
      try {
        roles.add(Role.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("roles", "must be of produce, consume, operate, read").asException();
      }
    }
    return roles;
  }

  private static String hash(String word) {
    String hex = word.startsWith(ALGORITHM) ? word.substring(ALGORITHM.length()) : "";
    if (!hex.matches("[0-9a-f]{64}")) {
      throw wrong("must end in sha256: and 64 hexadecimal digits");
    }
    return hex;
  }

  private static RefusedException wrong(String must) {
    return Refusal.invalid("The line", must).asException();
  }

  /** Whether the hash is this one, in a time that does not depend on it. */
  boolean hasHash(String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /** As it stands in the file. */
  String text() {
    List<String> words = new ArrayList<>();
    words.add(caller.name());
    words.add(caller.roles().stream().sorted().map(Role::word).collect(Collectors.joining(",")));
    words.add(String.join(",", caller.queues()));
    words.add(ALGORITHM + hash);
    return String.join(" ", words);
  }
}
