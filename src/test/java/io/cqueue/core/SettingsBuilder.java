package io.cqueue.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a test wants to be different in a queue's settings. */
public final class SettingsBuilder {

  private boolean paused;
  private Duration lease;
  private int maxAttempts;
  private Duration backoffBase;
  private Duration backoffCap;
  private long maxDepth;
  private int maxInProgress;
  private double rate;
  private Duration keepConcluded;
  private @Nullable Push push;

  private SettingsBuilder(QueueSettings from) {
    paused = from.paused();
    lease = from.lease();
    maxAttempts = from.maxAttempts();
    backoffBase = from.backoffBase();
    backoffCap = from.backoffCap();
    maxDepth = from.maxDepth();
    maxInProgress = from.maxInProgress();
    rate = from.rate();
    keepConcluded = from.keepConcluded();
    push = from.push();
  }

  public static SettingsBuilder of(QueueSettings from) {
    return new SettingsBuilder(from);
  }

  public SettingsBuilder paused(boolean value) {
    paused = value;
    return this;
  }

  public SettingsBuilder lease(Duration value) {
    lease = value;
    return this;
  }

  public SettingsBuilder maxAttempts(int value) {
    maxAttempts = value;
    return this;
  }

  public SettingsBuilder backoff(Duration base, Duration cap) {
    backoffBase = base;
    backoffCap = cap;
    return this;
  }

  public SettingsBuilder maxDepth(long value) {
    maxDepth = value;
    return this;
  }

  public SettingsBuilder maxInProgress(int value) {
    maxInProgress = value;
    return this;
  }

  public SettingsBuilder rate(double value) {
    rate = value;
    return this;
  }

  public SettingsBuilder keepConcluded(Duration value) {
    keepConcluded = value;
    return this;
  }

  public SettingsBuilder push(@Nullable Push value) {
    push = value;
    return this;
  }

  public QueueSettings build() {
    return new QueueSettings(
        paused,
        lease,
        maxAttempts,
        backoffBase,
        backoffCap,
        maxDepth,
        maxInProgress,
        rate,
        keepConcluded,
        push);
  }
}
