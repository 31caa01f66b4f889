package io.cqueue.config;

import java.util.List;

/** The settings are wrong, and nothing may start. The message has one line for each of them. */
public final class ConfigException extends RuntimeException {

  /** Each of these is wrong. */
  public ConfigException(List<String> wrong) {
    super("the configuration is wrong:\n  " + String.join("\n  ", wrong));
  }
}
