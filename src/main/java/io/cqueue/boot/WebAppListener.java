package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.config.ConfigReader;
import io.cqueue.config.EffectiveConfig;
import io.cqueue.config.Sources;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for a servlet container: {@code WEB-INF/web.xml} names it. Makes one {@link Wiring}
 * for the web application and puts its interface on every path.
 */
public final class WebAppListener implements ServletContextListener {

  /** Where {@link JettyServer} leaves what it has read, so that it is read once. */
  static final String CONFIG = EffectiveConfig.class.getName();

  /** The attribute where it keeps what it has set up. */
  static final String WIRING = Wiring.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(WebAppListener.class);

  private final Function<Config, Wiring> wirings;

  /** The one that containers make. */
  public WebAppListener() {
    this(Wiring::new);
  }

  /** One with other parts, for tests. */
  WebAppListener(Function<Config, Wiring> wirings) {
    this.wirings = wirings;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Wiring wiring = wirings.apply(config(context));
    context.setAttribute(WIRING, wiring);
    ServletRegistration.Dynamic servlet = context.addServlet("cqueue", wiring.api());
    servlet.addMapping("/*");
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    ServletRegistration.Dynamic events = context.addServlet("events", wiring.events());
    events.addMapping("/events");
    events.setAsyncSupported(true);
    context.addServlet("assets", wiring.assets()).addMapping("/console/*", "/docs/*", "/webjars/*");
    context.addServlet("error", wiring.errors()).addMapping("/error");
  }

  /** Reads the settings; if they are wrong, the exception makes the deployment fail. */
  private static Config config(ServletContext context) {
    boolean standalone = context.getAttribute(CONFIG) instanceof EffectiveConfig;
    EffectiveConfig effective =
        context.getAttribute(CONFIG) instanceof EffectiveConfig handed
            ? handed
            : ConfigReader.read(Sources.ofContext(parameters(context)));
    for (String warning : effective.warnings()) {
      LOG.warn(warning);
    }
    LOG.info("Configuration: {}", effective.describe(standalone));
    if (!standalone) {
      Exposure.tell(effective.config());
    }
    return effective.config();
  }

  private static Map<String, String> parameters(ServletContext context) {
    return Collections.list(context.getInitParameterNames()).stream()
        .collect(Collectors.toMap(Function.identity(), context::getInitParameter));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (event.getServletContext().getAttribute(WIRING) instanceof Wiring wiring) {
      wiring.close();
    }
  }
}
