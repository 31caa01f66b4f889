package io.cqueue.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives a resource method its {@link UriInfo} and its {@link Consumer} straight from the request.
 * Jersey would look the first up among its injectable objects each time. Thread-safe.
 */
final class RequestParameters implements ValueParamProvider {

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    if (parameter.getRawType() == UriInfo.class) {
      return ContainerRequest::getUriInfo;
    }
    return parameter.getRawType() == Consumer.class ? Consumer::of : null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
