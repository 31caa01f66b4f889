package io.cqueue.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what job a test wants, and only that. */
public final class JobBuilder {

  private String queue = NewJob.DEFAULT_QUEUE;
  private String type = NewJob.DEFAULT_TYPE;
  private int priority = NewJob.DEFAULT_PRIORITY;
  private @Nullable JsonValue payload;
  private NewJob.@Nullable Moment start;
  private NewJob.@Nullable Moment end;
  private @Nullable Integer maxAttempts;
  private @Nullable Duration lease;
  private @Nullable String uniqueKey;
  private @Nullable String group;
  private @Nullable Trace trace;
  private @Nullable Callback onConclude;
  private @Nullable Callback onFail;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<Long> after = new ArrayList<>();

  private JobBuilder() {}

  public static JobBuilder job() {
    return new JobBuilder();
  }

  public JobBuilder in(String name) {
    queue = name;
    return this;
  }

  public JobBuilder type(String label) {
    type = label;
    return this;
  }

  public JobBuilder priority(int number) {
    priority = number;
    return this;
  }

  public JobBuilder payload(String json) {
    payload = JsonValue.of(json);
    return this;
  }

  public JobBuilder delay(Duration time) {
    start = NewJob.Moment.in(time);
    return this;
  }

  public JobBuilder runAt(Instant time) {
    start = NewJob.Moment.at(time);
    return this;
  }

  public JobBuilder ttl(Duration time) {
    end = NewJob.Moment.in(time);
    return this;
  }

  public JobBuilder expiresAt(Instant time) {
    end = NewJob.Moment.at(time);
    return this;
  }

  public JobBuilder maxAttempts(int times) {
    maxAttempts = times;
    return this;
  }

  public JobBuilder lease(Duration time) {
    lease = time;
    return this;
  }

  public JobBuilder uniqueKey(String key) {
    uniqueKey = key;
    return this;
  }

  public JobBuilder group(String key) {
    group = key;
    return this;
  }

  public JobBuilder trace(String parent, @Nullable String state) {
    trace = new Trace(parent, state);
    return this;
  }

  public JobBuilder onConclude(JobBuilder job) {
    onConclude = new Callback.Enqueue(job.build());
    return this;
  }

  public JobBuilder onFail(JobBuilder job) {
    onFail = new Callback.Enqueue(job.build());
    return this;
  }

  public JobBuilder onConclude(String url) {
    onConclude = new Callback.Webhook(url);
    return this;
  }

  public JobBuilder onFail(String url) {
    onFail = new Callback.Webhook(url);
    return this;
  }

  public JobBuilder tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  public JobBuilder after(long... ids) {
    for (long id : ids) {
      after.add(id);
    }
    return this;
  }

  public NewJob build() {
    return new NewJob(
        queue,
        type,
        priority,
        payload,
        start,
        end,
        new JobOptions(
            maxAttempts,
            lease,
            uniqueKey,
            tags,
            group,
            after,
            trace,
            onConclude == null && onFail == null
                ? Links.NONE
                : new Links(onConclude, onFail, null, null, null)));
  }
}
