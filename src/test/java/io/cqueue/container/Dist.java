package io.cqueue.container;

import java.nio.file.Path;

/** What the build has made ready for these tests; it says where in system properties. */
public final class Dist {

  private Dist() {}

  /** The WAR file, as users get it. */
  public static Path war() {
    return path("cqueue.war");
  }

  /** An unpacked distribution of a container, such as {@code tomcat11}. */
  static Path home(String container) {
    return path(container + ".home");
  }

  private static Path path(String property) {
    String path = System.getProperty(property);
    if (path == null) {
      throw new IllegalStateException("-D" + property + " is missing; mvn verify sets it");
    }
    return Path.of(path);
  }
}
