package io.cqueue.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages are made of, on the paths that it is mapped to: {@code /webjars/*} has those
 * of libraries, any other {@code /folder/*} those of that folder of the web application. A folder
 * with an {@code index.html} is a page. Thread-safe.
 */
@SuppressWarnings("serial") // no container writes servlets to disk
public final class AssetsServlet extends HttpServlet {

  private final Entrance entrance;
  private @Nullable Assets assets;

  /** Serves files to whoever may come in. */
  public AssetsServlet(Entrance entrance) {
    this.entrance = entrance;
  }

  @Override
  public void init() {
    assets = new Assets(getServletContext());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    entrance.admit(request, response, this::send);
  }

  private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String folder = request.getServletPath();
    String within = Objects.requireNonNullElse(request.getPathInfo(), "/");
    String path = folder + within + (within.endsWith("/") ? "index.html" : "");
    Asset asset = Objects.requireNonNull(assets).find(path);
    if (asset == null) {
      refuse(HttpServletResponse.SC_NOT_FOUND, response);
    } else if (request.getPathInfo() == null) {
      // Or else what the page names by a relative path would not be found.
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", folder.substring(folder.lastIndexOf('/') + 1) + "/");
    } else {
      send(asset, request, response);
    }
  }

  private static void send(Asset asset, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageHeaders.ALL.forEach(response::setHeader);
    response.setHeader("ETag", asset.tag());
    if (asset.isKnownTo(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(asset.type());
    response.setContentLength(asset.bytes().length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(asset.bytes());
    }
  }

  private static void refuse(int status, HttpServletResponse response) throws IOException {
    ErrorServlet.send(Problem.ofStatus(status), response);
  }
}
