package io.cqueue.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch has come, as the server told of it. Immutable.
 *
 * @param id its number
 * @param name what its producer calls it
 * @param total how many jobs it has
 * @param pending how many of them have not ended
 * @param concluded how many are concluded
 * @param failed how many failed for good
 * @param cancelled how many were cancelled
 * @param endedAt when the last of them ended; null if some have not
 * @param json all of it, as the server wrote it
 */
public record Batch(
    long id,
    @Nullable String name,
    long total,
    long pending,
    long concluded,
    long failed,
    long cancelled,
    @Nullable Instant endedAt,
    Json json) {

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if this is not JSON
   */
  public static Batch of(Json json) {
    Fields fields = Fields.of(json);
    return new Batch(
        fields.number("ID"),
        fields.text("Name"),
        fields.number("Total"),
        fields.number("Pending"),
        fields.number("Concluded"),
        fields.number("Failed"),
        fields.number("Cancelled"),
        fields.time("EndedAt"),
        json);
  }

  /** Whether all of its jobs have ended. */
  public boolean hasEnded() {
    return endedAt != null;
  }
}
