package io.cqueue.boot;

import io.cqueue.http.ContentTypeFilter;
import io.cqueue.http.ErrorServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * The way in for a servlet container: {@code WEB-INF/web.xml} names it. Makes one {@link Wiring}
 * for the web application and puts its interface on every path.
 */
public final class WebAppListener implements ServletContextListener {

  private static final String WIRING = Wiring.class.getName();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Wiring wiring = new Wiring();
    context.setAttribute(WIRING, wiring);
    ServletRegistration.Dynamic servlet =
        context.addServlet("cqueue", new ServletContainer(wiring.api()));
    servlet.addMapping("/*");
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    context.addServlet("error", new ErrorServlet()).addMapping("/error");
    context
        .addFilter("content-type", new ContentTypeFilter())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (event.getServletContext().getAttribute(WIRING) instanceof Wiring wiring) {
      wiring.close();
    }
  }
}
