package io.cqueue.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.EnumSet;

/**
 * Makes up for Grizzly, the server of Jersey's test framework: unlike Jetty and Tomcat, and against
 * the servlet specification, it does not tell a new {@link WriteListener} that it may write.
 */
public final class GrizzlyWrites implements Filter {

  /** Puts it before everything. */
  public static final class Everywhere implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
      FilterRegistration.Dynamic filter =
          event.getServletContext().addFilter("writes", new GrizzlyWrites());
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Response((HttpServletResponse) response));
  }

  private static final class Response extends HttpServletResponseWrapper {

    Response(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new Out(super.getOutputStream());
    }
  }

  private static final class Out extends ServletOutputStream {

    private final ServletOutputStream out;

    Out(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
      try {
        listener.onWritePossible();
      } catch (IOException e) {
        listener.onError(e);
      }
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] from, int start, int count) throws IOException {
      out.write(from, start, count);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
