package io.cqueue.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the settings: environment, then command line, system properties, context parameters, file
 * and default; the first that says something wins. What is wrong is wrong even where something
 * stronger hides it, and all of it is reported together. One object serves one reading.
 */
public final class ConfigReader {

  /** Names the properties file: no setting like the others, because it cannot be in the file. */
  public static final String FILE = "config";

  /** Read if it exists and no other file is named. */
  public static final String DEFAULT_FILE = "cqueue.properties";

  private static final Map<String, Setting> SETTINGS =
      Setting.ALL.stream().collect(Collectors.toMap(Setting::name, Function.identity()));

  private final Map<String, Given> given = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigReader() {}

  /**
   * Reads the settings.
   *
   * @throws ConfigException if anything is wrong, with everything that is
   */
  public static EffectiveConfig read(Sources sources) {
    ConfigReader reader = new ConfigReader();
    new TreeMap<>(sources.environment()).forEach(reader::variable);
    new TreeMap<>(sources.options()).forEach((name, text) -> reader.take(name, text, "--" + name));
    reader.properties(sources.systemProperties(), "system property ");
    reader.properties(sources.contextParameters(), "context parameter ");
    reader.file(sources.directory());
    Setting.ALL.forEach(reader::byDefault);
    reader.together();
    if (!reader.wrong.isEmpty()) {
      throw new ConfigException(reader.wrong);
    }
    return reader.result();
  }

  private void variable(String variable, String text) {
    Optional<String> name = Naming.ofVariable(variable, text);
    String origin = "environment variable " + variable;
    if (name.isPresent() && !isKnown(name.get())) {
      // No error: others put variables into our environment without being asked.
      warnings.add(origin + " is no setting of cqueue");
    } else if (name.isPresent()) {
      take(name.get(), text, origin);
    }
  }

  private void properties(Map<String, String> properties, String kind) {
    new TreeMap<>(properties)
        .forEach(
            (property, text) ->
                Naming.ofProperty(property).ifPresent(name -> take(name, text, kind + property)));
  }

  private void file(Path directory) {
    Given named = given.get(FILE);
    Path file = directory.resolve(named == null ? DEFAULT_FILE : named.text());
    if (named == null && !Files.exists(file)) {
      return;
    }
    Properties properties = new Properties();
    try (Reader content = Files.newBufferedReader(file)) {
      properties.load(content);
    } catch (IOException | IllegalArgumentException e) {
      wrong.add(FILE + ": cannot read \"" + file + "\": " + e + (named == null ? "" : named));
      return;
    }
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(
            property ->
                // Nothing but settings is in this file, so whatever is no setting is a mistake.
                take(
                    Naming.ofProperty(property)
                        .filter(name -> !name.equals(FILE))
                        .orElse("\"" + property + "\""),
                    properties.getProperty(property),
                    property + " in " + file));
  }

  private void byDefault(Setting setting) {
    take(setting.name(), setting.byDefault(), "default");
  }

  /** Checks what depends on more than one setting. */
  private void together() {
    requireFor(Store.SQLITE, "data");
    requireFor(Store.POSTGRES, "database-url");
    requireWith("tls-certificate", "tls-key");
    requireWith("tls-key", "tls-certificate");
    requireAllOrNone("jwt-issuer", "jwt-audience", "jwt-jwks-url");
  }

  private void requireAllOrNone(String... names) {
    List<String> missing = Stream.of(names).filter(name -> textOf(name).isEmpty()).toList();
    if (missing.size() < names.length) {
      missing.forEach(name -> wrong.add(name + ": must be given with the other settings of jwt-…"));
    }
  }

  private String textOf(String name) {
    return Objects.requireNonNull(given.get(name)).text();
  }

  private void requireFor(Store one, String name) {
    Given store = Objects.requireNonNull(given.get("store"));
    boolean isThis = store.text().equalsIgnoreCase(one.name());
    if (isThis && textOf(name).isEmpty()) {
      String which = one.name().toLowerCase(Locale.ROOT);
      wrong.add(name + ": must be given for the store " + which + store);
    }
  }

  private void requireWith(String one, String other) {
    Given said = Objects.requireNonNull(given.get(one));
    boolean isAlone = Objects.requireNonNull(given.get(other)).text().isEmpty();
    if (!said.text().isEmpty() && isAlone) {
      wrong.add(other + ": must be given with " + one + said);
    }
  }

  /** Notes what a source says, unless a stronger one said something before. */
  private void take(String name, String text, String from) {
    Given said = new Given(text, from);
    if (!isKnown(name)) {
      wrong.add(name + ": is no setting of cqueue" + said);
      return;
    }
    Setting setting = SETTINGS.get(name);
    if (setting != null && !setting.accepts(text)) {
      String value = setting.show(text);
      wrong.add(name + ": \"" + value + "\" must be " + setting.form() + said);
    }
    given.putIfAbsent(name, said);
  }

  private static boolean isKnown(String name) {
    return SETTINGS.containsKey(name) || name.equals(FILE);
  }

  private EffectiveConfig result() {
    Map<String, String> texts = new HashMap<>();
    given.forEach((name, said) -> texts.put(name, said.text()));
    List<EffectiveConfig.Line> lines =
        Setting.ALL.stream()
            .map(setting -> line(setting, Objects.requireNonNull(given.get(setting.name()))))
            .toList();
    Config config = Setting.instance(Config.class, texts);
    return new EffectiveConfig(config, lines, List.copyOf(warnings));
  }

  private static EffectiveConfig.Line line(Setting setting, Given said) {
    return new EffectiveConfig.Line(setting, setting.show(said.text()) + said);
  }

  /** What a source says about a setting. */
  private record Given(String text, String from) {

    /** Where it comes from, to be put behind a message. */
    @Override
    public String toString() {
      return " (" + from + ")";
    }
  }
}
