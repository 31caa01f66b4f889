package io.cqueue.container;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Tomcat as its distribution sets it up, but for the ports. */
final class Tomcat implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("Starting ProtocolHandler \\[\"http-nio-.*-(\\d+)\"]");

  private final ServerProcess process;

  private Tomcat(ServerProcess process) {
    this.process = process;
  }

  /**
   * Makes an instance without any web application.
   *
   * @param home the distribution
   * @param base an empty directory for the instance
   */
  static void create(Path home, Path base) throws IOException {
    for (String directory : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectory(base.resolve(directory));
    }
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    Files.writeString(base.resolve("cqueue.properties"), "cqueue.push-private=true");
    Path settings = base.resolve("conf/server.xml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace("port=\"8080\"", "port=\"0\" address=\"127.0.0.1\""));
  }

  /** Starts an instance that {@link #create} made. */
  static Tomcat start(Path home, Path base) {
    // What catalina.sh does on any system.
    String bin = home.resolve("bin").toString() + File.separator;
    List<String> arguments =
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-Dcatalina.home=" + home,
            "-Dcatalina.base=" + base,
            "-cp",
            bin + "bootstrap.jar" + File.pathSeparator + bin + "tomcat-juli.jar",
            "org.apache.catalina.startup.Bootstrap",
            "start");
    return new Tomcat(ServerProcess.java(base, arguments, READY));
  }

  /** Gives an instance the manager that comes with Tomcat, for one user. */
  static void addManager(Path base, String user, String password) throws IOException {
    Path contexts = Files.createDirectories(base.resolve("conf/Catalina/localhost"));
    Files.writeString(
        contexts.resolve("manager.xml"),
        "<Context docBase='${catalina.home}/webapps/manager' privileged='true'/>");
    Files.writeString(
        base.resolve("conf/tomcat-users.xml"),
        """
        <tomcat-users xmlns="http://tomcat.apache.org/xml" version="1.0">
          <user username="%s" password="%s" roles="manager-script"/>
        </tomcat-users>
        """
            .formatted(user, password));
  }

  ServerProcess process() {
    return process;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + process.readyLine().group(1) + path);
  }

  @Override
  public void close() {
    process.close();
  }
}
