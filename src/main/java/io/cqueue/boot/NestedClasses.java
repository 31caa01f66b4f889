package io.cqueue.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

/**
 * Finds classes in a WAR without unpacking it, which would take longer than most commands: its own
 * where they lie, and those of a few libraries, which are read into memory. Like {@link Launcher}
 * it is copied to the WAR's root, and uses nothing but the JDK.
 */
final class NestedClasses extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final String CLASSES = "WEB-INF/classes/";

  private final JarFile war;
  private final Map<String, byte[]> libraries = new HashMap<>();

  /**
   * Those of a WAR.
   *
   * @param names how the names of the libraries begin that are needed
   */
  NestedClasses(JarFile war, List<String> names) throws IOException {
    super(ClassLoader.getPlatformClassLoader());
    this.war = war;
    for (JarEntry entry : war.stream().toList()) {
      String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      if (entry.getName().startsWith("WEB-INF/lib") && names.stream().anyMatch(file::startsWith)) {
        read(entry);
      }
    }
  }

  private void read(JarEntry library) throws IOException {
    try (JarInputStream jar = new JarInputStream(war.getInputStream(library))) {
      for (JarEntry each = jar.getNextJarEntry(); each != null; each = jar.getNextJarEntry()) {
        if (each.getName().endsWith(".class")) {
          libraries.put(each.getName(), jar.readAllBytes());
        }
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try {
      byte[] bytes = libraries.get(path);
      if (bytes == null) {
        bytes = own(path);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] own(String path) throws IOException {
    JarEntry entry = war.getJarEntry(CLASSES + path);
    if (entry == null) {
      throw new IOException(path + " is not there");
    }
    try (InputStream in = war.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      return new ByteArrayInputStream(own(name));
    } catch (IOException e) {
      return super.getResourceAsStream(name);
    }
  }
}
