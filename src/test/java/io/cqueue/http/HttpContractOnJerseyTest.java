package io.cqueue.http;

import io.cqueue.boot.WebAppListener;
import java.net.URI;
import org.glassfish.jersey.test.ServletDeploymentContext;
import org.glassfish.jersey.test.grizzly.GrizzlyWebTestContainerFactory;
import org.glassfish.jersey.test.spi.TestContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The HTTP contract in this process, on the server of Jersey's test framework. */
final class HttpContractOnJerseyTest extends HttpContract {

  private static final TestContainer SERVER = server();

  /**
   * The web application as {@code web.xml} describes it: one listener, which adds all the rest. The
   * framework insists on a servlet of its own; it gets one on a path that no test asks for.
   */
  private static TestContainer server() {
    ServletDeploymentContext webApp =
        ServletDeploymentContext.forServlet(new ErrorServlet(new RequestIds()))
            .contextPath("queue")
            .servletPath("framework")
            .contextParam("cqueue.push-private", "true")
            .addListener(WebAppListener.class)
            .addListener(GrizzlyWrites.Everywhere.class)
            .build();
    return new GrizzlyWebTestContainerFactory().create(URI.create("http://localhost:0/"), webApp);
  }

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Override
  protected URI baseUri() {
    return URI.create("http://localhost:" + SERVER.getBaseUri().getPort() + "/queue");
  }

  @Override
  public boolean connectorAnswersWithProblems() {
    return false;
  }
}
