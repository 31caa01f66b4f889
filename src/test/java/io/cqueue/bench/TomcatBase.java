package io.cqueue.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Tomcat with one web application and otherwise nothing but a connector, so that no access log or
 * the like is measured too.
 */
final class TomcatBase {

  private static final String SERVER =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Connector address="127.0.0.1" port="%d" maxKeepAliveRequests="-1"/>
          <Engine name="Catalina" defaultHost="localhost">
            <Host name="localhost" appBase="webapps"/>
          </Engine>
        </Service>
      </Server>
      """;

  private TomcatBase() {}

  /**
   * Makes an instance.
   *
   * @param home the distribution
   * @param base where to put the instance
   * @param war what to deploy; null for the bare servlet
   * @return the arguments of {@code java} that start it
   */
  static List<String> create(Path home, Path base, @Nullable Path war, int port)
      throws IOException {
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("conf"));
    Files.writeString(base.resolve("conf/server.xml"), SERVER.formatted(port));
    Files.writeString(base.resolve("conf/web.xml"), "<web-app/>");
    Path webapps = Files.createDirectories(base.resolve("webapps"));
    if (war == null) {
      deployServlet(webapps.resolve("ROOT/WEB-INF"));
    } else {
      Files.copy(war, webapps.resolve("ROOT.war"));
    }
    Path bin = home.resolve("bin");
    return List.of(
        "-Djava.io.tmpdir=" + base.resolve("temp"),
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + base,
        "-cp",
        bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  private static void deployServlet(Path webInf) throws IOException {
    String file = BareServlet.class.getName().replace('.', '/') + ".class";
    Path copy = webInf.resolve("classes").resolve(file);
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    try (InputStream code =
        Objects.requireNonNull(BareServlet.class.getResourceAsStream("/" + file))) {
      Files.copy(code, copy);
    }
    Files.writeString(
        webInf.resolve("web.xml"),
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
          <servlet>
            <servlet-name>bare</servlet-name>
            <servlet-class>%s</servlet-class>
          </servlet>
          <servlet-mapping>
            <servlet-name>bare</servlet-name>
            <url-pattern>/*</url-pattern>
          </servlet-mapping>
        </web-app>
        """
            .formatted(BareServlet.class.getName()));
  }
}
