package io.cqueue.config;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One setting, as {@link Config} describes it. Immutable.
 *
 * @param name its name on the command line, such as {@code max-body}; the other names follow
 * @param type what it is read as
 * @param about everything else
 */
public record Setting(String name, Class<?> type, About about) {

  /** Every setting there is, in the order of {@link Config}. */
  public static final List<Setting> ALL = allOf(Config.class);

  static List<Setting> allOf(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(Setting::of).toList();
  }

  /** A record of settings, given what is to be read as each of them. */
  static <T extends Record> T instance(Class<T> type, Map<String, String> texts) {
    List<Setting> settings = allOf(type);
    Class<?>[] types = settings.stream().map(Setting::type).toArray(Class<?>[]::new);
    Object[] values =
        settings.stream()
            .map(setting -> setting.parse(texts.getOrDefault(setting.name(), setting.byDefault())))
            .toArray();
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is no record of settings", e);
    }
  }

  private static Setting of(RecordComponent component) {
    String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    About about = Objects.requireNonNull(component.getAnnotation(About.class));
    return new Setting(name, component.getType(), about);
  }

  /** Its name in the environment, such as {@code CQUEUE_MAX_BODY}. */
  public String variable() {
    return Naming.variable(name);
  }

  /** Its name as a system property, context parameter and in a file: {@code cqueue.max-body}. */
  public String property() {
    return Naming.property(name);
  }

  /** What it is: one sentence without a full stop. */
  public String description() {
    return about.value();
  }

  /** What holds when nobody says anything. */
  public String byDefault() {
    return about.byDefault();
  }

  /** Whether it has no effect inside a servlet container. */
  public boolean standalone() {
    return about.standalone();
  }

  /** What it must be, in words. */
  public String form() {
    if (type == int.class) {
      return "a whole number from " + about.min() + " to " + about.max();
    }
    if (type == Duration.class) {
      return "a number from " + about.min() + " to " + about.max();
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return type.isEnum() ? "one of " + names(type) : about.form();
  }

  /** How this value is shown to people. */
  String show(String value) {
    return about.secret() ? "***" : value;
  }

  /** Whether {@link #parse} takes this. */
  boolean accepts(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Turns what a user wrote into a value.
   *
   * @throws IllegalArgumentException if it is not of the right {@link #form}
   */
  Object parse(String text) {
    if (type == int.class) {
      return inRange(new BigDecimal(Integer.parseInt(text))).intValue();
    }
    if (type == Duration.class) {
      return Duration.ofMillis(inRange(new BigDecimal(text)).movePointRight(3).longValue());
    }
    if (type == boolean.class) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException();
      };
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    }
    if (!text.matches(about.matches()) || !about.syntax().accepts(text)) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private BigDecimal inRange(BigDecimal number) {
    boolean low = number.compareTo(BigDecimal.valueOf(about.min())) < 0;
    if (low || number.compareTo(BigDecimal.valueOf(about.max())) > 0) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
