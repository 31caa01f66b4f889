package io.cqueue.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job to be added. What is not said is decided by the server. Immutable: each method returns a
 * new one.
 *
 * <pre>{@code
 * NewJob.of("THUMBNAIL").queue("images").payload(Map.of("File", "a.png")).delay(Duration.ofHours(1))
 * }</pre>
 */
public final class NewJob {

  private final Map<String, @Nullable Object> fields;

  private NewJob(Map<String, @Nullable Object> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /** One of this type. */
  public static NewJob of(String type) {
    return new NewJob(Map.of("Type", type));
  }

  /** The queue that it goes into. */
  public NewJob queue(String queue) {
    return with("Queue", queue);
  }

  /** From 0 to 9, 9 first. */
  public NewJob priority(int priority) {
    return with("Priority", priority);
  }

  /** What its consumer gets: see {@link Json#of} for what it can be. */
  public NewJob payload(@Nullable Object payload) {
    return with("Payload", payload);
  }

  /** It cannot be had before this has passed. */
  public NewJob delay(Duration delay) {
    return with("Delay", Fields.seconds(delay));
  }

  /** It cannot be had before then. */
  public NewJob runAt(Instant time) {
    return with("RunAt", time);
  }

  /** It is cancelled if nobody has started it by then. */
  public NewJob timeToLive(Duration time) {
    return with("TTL", Fields.seconds(time));
  }

  /** How often it is tried. */
  public NewJob maxAttempts(int attempts) {
    return with("MaxAttempts", attempts);
  }

  /** How long a consumer may keep it without a heartbeat. */
  public NewJob lease(Duration lease) {
    return with("Lease", Fields.seconds(lease));
  }

  /** No second one is added while one with this key is unfinished. */
  public NewJob uniqueKey(String key) {
    return with("UniqueKey", key);
  }

  /** The jobs of a group run one after the other. */
  public NewJob group(String group) {
    return with("Group", group);
  }

  /** By which it can be found. */
  public NewJob tags(Map<String, String> tags) {
    return with("Tags", new LinkedHashMap<>(tags));
  }

  /** The jobs that must be concluded first. */
  public NewJob after(List<Long> ids) {
    return with("After", List.copyOf(ids));
  }

  /** A job that is added when it is concluded. */
  public NewJob onConclude(NewJob job) {
    return with("OnConclude", Map.of("Job", job.json()));
  }

  /** A URL to which word is posted when it is concluded. */
  public NewJob onConclude(URI url) {
    return with("OnConclude", Map.of("URL", url));
  }

  /** A job that is added when it fails for good or is cancelled. */
  public NewJob onFail(NewJob job) {
    return with("OnFail", Map.of("Job", job.json()));
  }

  /** A URL to which word is posted when it fails for good or is cancelled. */
  public NewJob onFail(URI url) {
    return with("OnFail", Map.of("URL", url));
  }

  /** As the server takes it. */
  public Json json() {
    return Json.of(fields);
  }

  private NewJob with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new NewJob(more);
  }
}
