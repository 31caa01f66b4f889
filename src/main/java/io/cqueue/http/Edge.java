package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which requests may come in at all, whoever sends them. It keeps out what a page of another
 * site sends through a visitor's browser, and, if everybody may do everything, what comes from
 * another machine. It asks for five headers at most, of which a client that is no browser sends
 * one. Thread-safe.
 */
public final class Edge {

  /** How long a browser may keep our word on what another site may do. */
  private static final String REMEMBERED_SECONDS = "600";

  private final Set<String> origins;
  private final Set<String> hosts;
  private final boolean loopbackOnly;
  private final Proxies proxies;

  /**
   * Sets the rules.
   *
   * @param origins those other sites whose pages may come in, with commas between them
   * @param hosts the names of this server, with commas between them; none if it may have any
   * @param loopbackOnly whether a request must come from this machine
   * @param proxies who may speak for others
   */
  public Edge(String origins, String hosts, boolean loopbackOnly, Proxies proxies) {
    this.origins = parts(origins);
    this.hosts = parts(hosts);
    this.loopbackOnly = loopbackOnly;
    this.proxies = proxies;
  }

  private static Set<String> parts(String text) {
    return text.isEmpty()
        ? Set.of()
        : Set.copyOf(Query.splitAtCommas(text.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request may come in; if not, it is answered. Also sets headers of the answer. */
  boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (loopbackOnly && !isLoopback(request.getLocalAddr())) {
      return refuse(Problem.loopbackOnly(), request, response);
    }
    String host = host(request);
    if (!isOurs(host, request)) {
      return refuse(Problem.unknownHost(host), request, response);
    }
    if (!origins.isEmpty()) {
      response.addHeader("Vary", "Origin");
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return (site == null && origin == null) || admits(site, origin, request, response);
  }

  /** The path at which a proxy has what we have at the root; empty if that is the same. */
  String prefix(HttpServletRequest request) {
    return proxies.prefix(request);
  }

  private boolean admits(
      @Nullable String site,
      @Nullable String origin,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    // What is JSON stays JSON, and is no picture or script for another page.
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (origin != null && origins.contains(origin)) {
      return share(origin, request, response);
    }
    return isOwnPage(site, origin, request)
        || isVisit(origin, request)
        || refuse(Problem.crossSite(), request, response);
  }

  /**
   * Where no page of ours is open and none could be, as in a new tab, {@code Sec-Fetch-Site} is
   * {@code none}. Browsers leave it out where there is neither TLS nor loopback.
   */
  private boolean isOwnPage(
      @Nullable String site, @Nullable String origin, HttpServletRequest request) {
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String outside = proxies.origin(request);
    return origin != null
        && (outside == null ? origin.endsWith("://" + host(request)) : origin.equals(outside));
  }

  /** Whether someone followed a link to here, which shows a page and does nothing else. */
  private static boolean isVisit(@Nullable String origin, HttpServletRequest request) {
    return origin == null
        && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /** Tells the browser that a page of another site may see the answer. */
  private static boolean share(
      String origin, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader(
        "Access-Control-Expose-Headers", "Allow, Location, Retry-After, X-Request-Id");
    if (!request.getMethod().equals("OPTIONS")
        || request.getHeader("Access-Control-Request-Method") == null) {
      return true;
    }
    response.setHeader(
        "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null) {
      // There is nothing to choose: what we do not know does nothing.
      response.setHeader("Access-Control-Allow-Headers", headers);
    }
    response.setHeader("Access-Control-Max-Age", REMEMBERED_SECONDS);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return false;
  }

  /**
   * Whether a request is meant for us. Someone else's name may lead to our address (DNS rebinding):
   * then a page from there is in the same origin as we are, for the browser. An address cannot be
   * made to lead elsewhere. Other than on loopback nobody knows our names unless we are told them.
   */
  private boolean isOurs(String host, HttpServletRequest request) {
    String name = withoutPort(host);
    return isAddress(name)
        || name.equalsIgnoreCase("localhost")
        || hosts.contains(name.toLowerCase(Locale.ROOT))
        || (hosts.isEmpty() && !isLoopback(request.getLocalAddr()));
  }

  /** As the client wrote it, whatever the servlet container makes of it; HTTP/2 has no header. */
  private static String host(HttpServletRequest request) {
    String header = request.getHeader("Host");
    if (header != null) {
      return header;
    }
    int port = request.getServerPort();
    boolean isUsual = port == (request.isSecure() ? 443 : 80);
    return isUsual ? request.getServerName() : request.getServerName() + ":" + port;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
  }

  private static boolean isAddress(String name) {
    if (name.startsWith("[")) {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLoopback(@Nullable String address) {
    return address != null
        && (address.startsWith("127.")
            || address.equals("0:0:0:0:0:0:0:1")
            || address.equals("::1")
            || address.equals("[::1]")
            || address.equals("[0:0:0:0:0:0:0:1]"));
  }

  private static boolean refuse(
      Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UnreadBody.drop(request);
    ErrorServlet.send(problem, response);
    return false;
  }
}
