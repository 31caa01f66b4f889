package io.cqueue.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what that one may do. Immutable; checks itself.
 *
 * @param name by which logs and limits know it, 1 to {@value #MAX_NAME} printable characters
 * @param roles what it may do
 * @param queues to which queues: their names, beginnings of names such as {@code mail-*}, or {@code
 *     *} for all. What is not of these queues does not exist for it
 */
public record Caller(String name, Set<Role> roles, List<String> queues) {

  /** The longest name. */
  public static final int MAX_NAME = 128;

  private static final String ALL = "*";

  private static final Pattern QUEUES =
      Pattern.compile("\\*|[A-Za-z0-9][A-Za-z0-9._:-]{0,127}\\*?");

  /** Whoever it is, where nobody has to say so: may do everything. */
  public static final Caller ANYONE = new Caller("-", EnumSet.allOf(Role.class), List.of(ALL));

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public Caller {
    Names.requirePrintable("name", name, MAX_NAME);
    roles = Set.copyOf(roles);
    queues = List.copyOf(queues);
    for (String pattern : queues) {
      if (!QUEUES.matcher(pattern).matches()) {
        throw Refusal.invalid("queues", "must be names of queues, beginnings such as mail-*, or *")
            .asException();
      }
    }
  }

  /** Whether it may do this at all. */
  public boolean may(Role role) {
    return roles.contains(role);
  }

  /**
   * Requires it to be allowed this at all.
   *
   * @throws RefusedException {@link Refusal.Reason#FORBIDDEN}
   */
  public void require(Role role) {
    if (!may(role)) {
      throw forbidden("does not have the role " + role.word());
    }
  }

  /**
   * Requires it to see all queues.
   *
   * @throws RefusedException {@link Refusal.Reason#FORBIDDEN}
   */
  public void requireAll() {
    if (!seesAll()) {
      throw forbidden("has no right to all queues");
    }
  }

  /** That it may not do something. */
  RefusedException forbidden(String why) {
    return Refusal.of(Refusal.Reason.FORBIDDEN, name + " " + why + ".").asException();
  }

  /** Whether there is no queue that it does not see. */
  public boolean seesAll() {
    return queues.contains(ALL);
  }

  /** The only queue that exists for it, if it is one and no more. */
  @Nullable String onlyQueue() {
    return queues.size() == 1 && !queues.get(0).endsWith(ALL) ? queues.get(0) : null;
  }

  /** Whether this queue exists for it. */
  public boolean sees(String queue) {
    for (String pattern : queues) {
      boolean matches =
          pattern.endsWith(ALL)
              ? queue.startsWith(pattern.substring(0, pattern.length() - 1))
              : queue.equals(pattern);
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
