package io.cqueue.http;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that pages are made of: our own in the web application, those of libraries in
 * their WebJars on the class path. A WebJar has its version in its paths; addresses here do without
 * ({@code /webjars/uplot/dist/uPlot.min.css}), so that only the POM names it. Thread-safe.
 */
final class Assets {

  static final String WEBJARS = "/webjars";

  /** Parts of plain characters, none of which begins with a dot: nothing leads out of a folder. */
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+");

  private static final List<String> GROUPS = List.of("org.webjars.npm", "org.webjars");

  private final ServletContext context;
  private final ClassLoader libraries;

  Assets(ServletContext context) {
    this.context = context;
    this.libraries = Assets.class.getClassLoader();
  }

  /** The file at a path of the web application; null if there is none for browsers. */
  @Nullable Asset find(String path) throws IOException {
    String type = Asset.type(path);
    if (type == null || !PLAIN.matcher(path).matches()) {
      return null;
    }
    try (InputStream in = open(path)) {
      return in == null ? null : Asset.of(type, in.readAllBytes());
    }
  }

  private @Nullable InputStream open(String path) throws IOException {
    if (!path.startsWith(WEBJARS + "/")) {
      return context.getResourceAsStream(path);
    }
    String[] parts = path.substring(WEBJARS.length() + 1).split("/", 2);
    String version = parts.length == 2 ? version(parts[0]) : null;
    return version == null
        ? null
        : libraries.getResourceAsStream(
            "META-INF/resources/webjars/" + parts[0] + "/" + version + "/" + parts[1]);
  }

  /** What Maven wrote into the WebJar. */
  private @Nullable String version(String library) throws IOException {
    for (String group : GROUPS) {
      String file = "META-INF/maven/" + group + "/" + library + "/pom.properties";
      try (InputStream in = libraries.getResourceAsStream(file)) {
        if (in != null) {
          Properties about = new Properties();
          about.load(in);
          return about.getProperty("version");
        }
      }
    }
    return null;
  }
}
