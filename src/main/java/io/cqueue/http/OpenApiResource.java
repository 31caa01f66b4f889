package io.cqueue.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /openapi.json} and {@code .yaml}: this interface for programs, as the build described it.
 * Read on each request, since they are rare. Thread-safe.
 */
@Path("/")
@Singleton
public final class OpenApiResource {

  /** In JSON. */
  @GET
  @Path("openapi.json")
  public Response json(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known)
      throws IOException {
    return answer("openapi.json", "application/json", known);
  }

  /** In YAML. */
  @GET
  @Path("openapi.yaml")
  public Response yaml(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known)
      throws IOException {
    return answer("openapi.yaml", "application/yaml", known);
  }

  private static Response answer(String file, String type, @Nullable String known)
      throws IOException {
    Asset asset;
    try (InputStream in =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream(file), file)) {
      asset = Asset.of(type, in.readAllBytes());
    }
    Response.ResponseBuilder answer =
        asset.isKnownTo(known) ? Response.notModified() : Response.ok(asset.bytes(), type);
    return answer
        .header(HttpHeaders.ETAG, asset.tag())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
