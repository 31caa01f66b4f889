package io.cqueue.http;

import io.cqueue.core.Caller;
import io.cqueue.core.JobQueue;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives resource methods their parameters of these types straight from the request. Jersey would
 * look them up each time, or for a way to read them. Thread-safe.
 */
final class RequestParameters implements ValueParamProvider {

  private final Map<Class<?>, Function<ContainerRequest, ?>> byType;

  RequestParameters(Access access, BodyReader bodies) {
    this.byType =
        Map.of(
            JobQueue.class, access::queue,
            Caller.class, access::caller,
            UriInfo.class, ContainerRequest::getUriInfo,
            Body.class, bodies::read,
            Upload.class, bodies::upload,
            Consumer.class, Consumer::of,
            Types.class, Types::of,
            Departure.class, Departure::of);
  }

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    return byType.get(parameter.getRawType());
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
