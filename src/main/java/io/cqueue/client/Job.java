package io.cqueue.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as the server told of it. Immutable.
 *
 * @param id its number
 * @param type its label
 * @param queue where it is
 * @param status {@code QUEUED}, {@code IN_PROGRESS}, {@code CONCLUDED}, {@code SCHEDULED}, {@code
 *     BLOCKED}, {@code FAILED} or {@code CANCELLED}
 * @param attempt how often it was handed out; 0 if it never was
 * @param payload what its producer sent with it
 * @param result what its consumer concluded it with
 * @param tags its tags
 * @param leaseExpiresAt when its consumer loses it
 * @param json all of it, as the server wrote it
 */
public record Job(
    long id,
    String type,
    String queue,
    String status,
    int attempt,
    @Nullable Json payload,
    @Nullable Json result,
    Map<String, String> tags,
    @Nullable Instant leaseExpiresAt,
    Json json) {

  /**
   * Reads a job.
   *
   * @throws IllegalArgumentException if this is not JSON
   */
  public static Job of(Json json) {
    Fields fields = Fields.of(json);
    return new Job(
        fields.number("ID"),
        fields.text("Type", ""),
        fields.text("Queue", "default"),
        fields.text("Status", ""),
        (int) fields.number("Attempt"),
        fields.raw("Payload"),
        fields.raw("Result"),
        fields.texts("Tags"),
        fields.time("LeaseExpiresAt"),
        json);
  }

  /** Whether nothing more happens to it unless someone asks for it. */
  public boolean isFinished() {
    return switch (status) {
      case "CONCLUDED", "FAILED", "CANCELLED" -> true;
      default -> false;
    };
  }

  /** Any other field of it, by the name that the documentation has for it. */
  public @Nullable Json field(String name) {
    return Fields.of(json).raw(name);
  }
}
