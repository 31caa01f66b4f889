package io.cqueue.http;

import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;

/**
 * Refuses parameters of a request that takes none: one that is overlooked, as the queue in {@code
 * /jobs/conclude?queue=mail}, would be lost in silence. Methods that are given the {@link UriInfo}
 * look after their own. Thread-safe.
 */
final class NoParameters implements DynamicFeature {

  /**
   * Others, such as the page for a browser, have no use for parameters but do no harm with them.
   */
  private static final Set<Class<?>> STRICT =
      Set.of(
          JobsResource.class,
          JobResource.class,
          QueuesResource.class,
          SchedulesResource.class,
          DrainResource.class,
          BackupResource.class);

  @Override
  public void configure(ResourceInfo method, FeatureContext context) {
    if (STRICT.contains(method.getResourceClass())
        && !List.of(method.getResourceMethod().getParameterTypes()).contains(UriInfo.class)) {
      ContainerRequestFilter filter = request -> refuse(request.getUriInfo());
      context.register(filter, ContainerRequestFilter.class);
    }
  }

  /** Refuses any. */
  static void refuse(UriInfo uri) {
    if (uri.getRequestUri().getRawQuery() != null) {
      Query unused = Query.of(uri, Set.of());
    }
  }
}
