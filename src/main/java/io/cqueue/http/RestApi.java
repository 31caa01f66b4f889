package io.cqueue.http;

import io.cqueue.core.Calendar;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole interface: every class that Jersey is to know, named here and found nowhere else. */
public final class RestApi {

  private static final Logger REQUESTS = LoggerFactory.getLogger("io.cqueue.requests");

  /** What Jersey would otherwise look for on the class path, make up, or do on every request. */
  private static final Map<String, Object> NOTHING_BY_ITSELF =
      Map.of(
          CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
          CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
          CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
          CommonProperties.MOXY_JSON_FEATURE_DISABLE, true,
          ServerProperties.BV_FEATURE_DISABLE, true,
          ServerProperties.WADL_FEATURE_DISABLE, true,
          // An error keeps the problem that we wrote; the container must not put its page instead.
          ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true,
          ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true,
          // JsonWriter says how long its answer is, so there is no need to hold it back and count.
          ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);

  /** What answers requests, a class for each path and what is below it. */
  public static final List<Class<?>> RESOURCES =
      List.of(
          RootResource.class,
          JobsResource.class,
          JobResource.class,
          DequeueResource.class,
          BatchesResource.class,
          QueuesResource.class,
          SchedulesResource.class,
          DrainResource.class,
          BackupResource.class,
          ExportResource.class,
          ImportResource.class,
          HealthResource.class,
          MetricsResource.class,
          OpenApiResource.class);

  private RestApi() {}

  /**
   * Describes the interface to Jersey.
   *
   * @param access the way to what it serves
   * @param late sends answers that come late
   * @param clock what time it is, for times that clients send
   * @param meters measures requests
   * @param metrics what {@code /metrics} shows
   * @param pulse what lets time pass
   * @param limits how much the body of a request may have
   */
  public static ResourceConfig of(
      Access access,
      LateAnswers late,
      InstantSource clock,
      RequestMeters meters,
      Scrape metrics,
      Pulse pulse,
      BodyLimits limits) {
    ResourceConfig api = new ResourceConfig();
    api.addProperties(NOTHING_BY_ITSELF);
    RequestParameters parameters = new RequestParameters(access, new BodyReader(clock, limits));
    api.register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(access).to(Access.class);
            bind(late).to(LateAnswers.class);
            bind(meters).to(RequestMeters.class);
            bind(metrics).to(Scrape.class);
            bind(pulse).to(Pulse.class);
            bind(parameters).to(ValueParamProvider.class);
          }
        });
    api.registerClasses(Set.copyOf(RESOURCES));
    api.registerClasses(RefusedMapper.class, HttpErrorMapper.class, BugMapper.class);
    api.register(JsonWriter.class);
    api.register(new NoParameters());
    if (REQUESTS.isDebugEnabled()) {
      api.register(new RequestLog(REQUESTS));
    }
    return api;
  }

  /** Lets schedules say when they add jobs after the next one. */
  public static void calendar(ResourceConfig api, Calendar calendar) {
    api.register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(calendar).to(Calendar.class);
          }
        });
  }

  /** Lets a line be written for each thing that an operator does. */
  public static void audit(ResourceConfig api, Consumer<String> lines) {
    api.register(new Audit(lines));
  }
}
