package io.cqueue.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link ConfigReader} found. Immutable.
 *
 * @param config the settings
 * @param lines where each comes from
 * @param warnings what looks like a mistake but may well be none
 */
public record EffectiveConfig(Config config, List<Line> lines, List<String> warnings) {

  /**
   * One setting, to be shown.
   *
   * @param setting which
   * @param value its value, masked if secret, and where it came from
   */
  public record Line(Setting setting, String value) {}

  /** All on one line, for the log. In a servlet container, only what has an effect there. */
  public String describe(boolean standalone) {
    return lines.stream()
        .filter(line -> standalone || !line.setting().standalone())
        .map(line -> line.setting().name() + "=" + line.value())
        .collect(Collectors.joining(", "));
  }
}
