package io.cqueue.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A body is JSON whatever its {@code Content-Type} says; but Jersey refuses a request whose {@code
 * Content-Type} it cannot parse before anything of ours sees it. So such a header is hidden from
 * it. Thread-safe.
 */
public final class ContentTypeFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean clear = isParseable(((HttpServletRequest) request).getHeader(HttpHeaders.CONTENT_TYPE));
    chain.doFilter(
        clear ? request : new WithoutContentType((HttpServletRequest) request), response);
  }

  private static boolean isParseable(@Nullable String contentType) {
    if (contentType == null || contentType.equals(MediaType.APPLICATION_JSON)) {
      return true;
    }
    try {
      MediaType.valueOf(contentType);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static final class WithoutContentType extends HttpServletRequestWrapper {

    WithoutContentType(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isContentType(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isContentType(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    private static boolean isContentType(String header) {
      return header.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE);
    }
  }
}
