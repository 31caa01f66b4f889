package io.cqueue.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    byte[] text;
    try (InputStream in =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream(file), file)) {
      text = in.readAllBytes();
    }
    String tag = tag(text);
    Response.ResponseBuilder answer =
        known != null && (known.contains(tag) || known.strip().equals("*"))
            ? Response.notModified()
            : Response.ok(text, type);
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }

  private static String tag(byte[] text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
