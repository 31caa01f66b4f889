package io.cqueue.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where settings come from, the strongest first. After these come the properties file and the
 * defaults. Immutable.
 *
 * @param environment all variables of the process
 * @param options of the command line, by name of setting
 * @param systemProperties all of them
 * @param contextParameters all of the servlet context's
 * @param directory where a properties file is looked for
 */
public record Sources(
    Map<String, String> environment,
    Map<String, String> options,
    Map<String, String> systemProperties,
    Map<String, String> contextParameters,
    Path directory) {

  /** Copies what it is given. */
  public Sources {
    environment = Map.copyOf(environment);
    options = Map.copyOf(options);
    systemProperties = Map.copyOf(systemProperties);
    contextParameters = Map.copyOf(contextParameters);
  }

  /** No source at all, so that only the defaults are left. */
  public static Sources none() {
    Path nowhere = Path.of("no", "such", "directory");
    return new Sources(Map.of(), Map.of(), Map.of(), Map.of(), nowhere);
  }

  /** Those of this process and command line. */
  public static Sources ofCommandLine(Map<String, String> options) {
    return ofProcess(options, Map.of());
  }

  /** Those of this process and servlet context. */
  public static Sources ofContext(Map<String, String> parameters) {
    return ofProcess(Map.of(), parameters);
  }

  private static Sources ofProcess(Map<String, String> options, Map<String, String> parameters) {
    Properties properties = System.getProperties();
    Map<String, String> copy =
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(Function.identity(), key -> properties.getProperty(key, "")));
    return new Sources(System.getenv(), options, copy, parameters, Path.of(""));
  }
}
