package io.cqueue.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.BackgroundSchedulerLiteral;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.uri.UriComponent;
import org.jspecify.annotations.Nullable;

/**
 * Hands each request from the servlet container to Jersey. Jersey's own {@code ServletContainer}
 * does that too, but for any application there may be: on every request it puts together absolute
 * URIs, looks for form parameters and makes the servlet's objects ready to be injected. This does
 * without, which is a fifth more requests a second (see {@code docs/benchmarks.md}). Of the
 * servlet's objects only the {@link ServletContext} can be injected, and URIs have no scheme and
 * host. Thread-safe.
 */
@SuppressWarnings("serial") // no container writes servlets to disk
public final class JerseyServlet extends HttpServlet {

  /** What Jersey needs, made when the servlet starts. */
  private record Started(
      ApplicationHandler jersey,
      ScheduledExecutorService timeouts,
      ClientWatch watch,
      String contextPath,
      URI base) {}

  private final ResourceConfig api;
  private final BodyRoom bodies;
  private final RequestMeters meters;
  private final RequestIds ids;
  private final Edge edge;
  private @Nullable Started started;

  /**
   * Serves an interface on every path of the web application.
   *
   * @param api the interface
   * @param bodies where requests may have their bodies
   * @param meters measures requests
   * @param ids gives them IDs
   * @param edge says which may come in
   */
  public JerseyServlet(
      ResourceConfig api, BodyRoom bodies, RequestMeters meters, RequestIds ids, Edge edge) {
    this.api = api;
    this.bodies = bodies;
    this.meters = meters;
    this.ids = ids;
    this.edge = edge;
  }

  @Override
  public void init() {
    ServletContext context = getServletContext();
    AbstractBinder injectable =
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(context).to(ServletContext.class);
          }
        };
    ApplicationHandler jersey = new ApplicationHandler(api, injectable);
    ScheduledExecutorService timeouts =
        jersey
            .getInjectionManager()
            .getInstance(ScheduledExecutorService.class, BackgroundSchedulerLiteral.INSTANCE);
    ClientWatch watch =
        context.getAttribute(ClientWatch.ATTRIBUTE) instanceof ClientWatch handed
            ? handed
            : request -> ClientWatch.Side.UNKNOWN;
    String path = context.getContextPath();
    started = new Started(jersey, timeouts, watch, path, URI.create(path + "/"));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long begun = meters.begin();
    ids.serve(
        request,
        response,
        id -> {
          if (edge.admits(request, response)) {
            handle(request, response, begun);
          }
        });
  }

  private void handle(HttpServletRequest request, HttpServletResponse response, long begun)
      throws IOException {
    Started app = Objects.requireNonNull(started);
    String prefix = edge.prefix(request);
    URI uri;
    try {
      uri = uri(prefix + app.contextPath, request);
    } catch (URISyntaxException e) {
      UnreadBody.drop(request);
      ErrorServlet.send(Problem.ofStatus(HttpServletResponse.SC_BAD_REQUEST), response);
      return;
    }
    ContainerRequest asked =
        new ContainerRequest(
            prefix.isEmpty() ? app.base : URI.create(prefix + app.base),
            uri,
            request.getMethod(),
            new ServletSecurity(request),
            new MapPropertiesDelegate(),
            app.jersey.getConfiguration());
    asked.setProperty(
        Types.PROPERTY,
        new Types(
            request.getHeader(HttpHeaders.CONTENT_TYPE), request.getHeader(HttpHeaders.ACCEPT)));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!isOfTypes(name)) {
        asked.getHeaders().put(name, Collections.list(request.getHeaders(name)));
      }
    }
    LazyBody body = new LazyBody(request, bodies);
    asked.setEntityStream(body);
    asked.setWriter(
        new ServletAnswer(
            request,
            response,
            app.timeouts,
            app.watch,
            new ServletAnswer.Measured(meters, asked, begun)));
    try {
      app.jersey.handle(asked);
    } finally {
      body.release();
    }
  }

  private static boolean isOfTypes(String header) {
    return header.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
        || header.equalsIgnoreCase(HttpHeaders.ACCEPT);
  }

  private static URI uri(String contextPath, HttpServletRequest request) throws URISyntaxException {
    // The client may have escaped the context path in some other way.
    String path =
        contextPath + request.getRequestURI().substring(request.getContextPath().length());
    if (path.startsWith("//")) {
      path = "/." + path; // or else a host would follow
    }
    String query = request.getQueryString();
    return new URI(
        query == null
            ? path
            : path + "?" + UriComponent.contextualEncode(query, UriComponent.Type.QUERY));
  }

  @Override
  public void destroy() {
    if (started != null) {
      started.jersey.onShutdown(null);
    }
  }
}
