package io.cqueue.client;

import org.jspecify.annotations.Nullable;

/**
 * What the server says to a {@link Settlement}. Immutable.
 *
 * @param id which job
 * @param problem why not; null if it is done
 */
public record Settled(long id, @Nullable Problem problem) {

  static Settled of(Json json) {
    Fields fields = Fields.of(json);
    Json problem = fields.raw("Problem");
    return new Settled(fields.number("ID"), problem == null ? null : Problem.of(0, problem.text()));
  }
}
