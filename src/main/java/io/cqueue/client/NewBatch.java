package io.cqueue.client;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs to be added as one whole, which ends when all of them have. Immutable: each method returns a
 * new one.
 *
 * <pre>{@code
 * NewBatch.of(parts).name("film 7").onConclude(NewJob.of("JOIN").queue("joins"))
 * }</pre>
 */
public final class NewBatch {

  private final Map<String, @Nullable Object> fields;

  private NewBatch(Map<String, @Nullable Object> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /** One of these jobs, 1 to 100,000 in at most 100 queues. */
  public static NewBatch of(List<NewJob> jobs) {
    return new NewBatch(Map.of("Jobs", jobs.stream().map(NewJob::json).toList()));
  }

  /** What its producer calls it. */
  public NewBatch name(String name) {
    return with("Name", name);
  }

  /** A job that is added when all of them are concluded. */
  public NewBatch onConclude(NewJob job) {
    return with("OnConclude", Map.of("Job", job.json()));
  }

  /** A URL to which word is posted when all of them are concluded. */
  public NewBatch onConclude(URI url) {
    return with("OnConclude", Map.of("URL", url));
  }

  /** A job that is added when all have ended, and some of them failed or were cancelled. */
  public NewBatch onFail(NewJob job) {
    return with("OnFail", Map.of("Job", job.json()));
  }

  /** A URL to which word is posted when all have ended, and some failed or were cancelled. */
  public NewBatch onFail(URI url) {
    return with("OnFail", Map.of("URL", url));
  }

  /** As the server takes it. */
  public Json json() {
    return Json.of(fields);
  }

  private NewBatch with(String name, Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new NewBatch(more);
  }
}
