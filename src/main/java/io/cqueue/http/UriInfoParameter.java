package io.cqueue.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives a resource method the {@link UriInfo} straight from the request. Jersey would look it up
 * among its injectable objects each time. Thread-safe.
 */
final class UriInfoParameter implements ValueParamProvider {

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    return parameter.getRawType() == UriInfo.class ? ContainerRequest::getUriInfo : null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
