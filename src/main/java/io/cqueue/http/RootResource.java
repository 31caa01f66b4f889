package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** {@code /}: says what this is, to a program in JSON, to a browser with a page. Thread-safe. */
@Path("/")
public final class RootResource {

  private static final String DOCUMENTATION = "https://github.com/cqueue/cqueue#readme";

  /** What this is. */
  @GET
  @Produces("application/json;qs=1")
  public Response describe() {
    JsonAnswer answer = RootResource::write;
    return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** The page in {@code webapp/index.html}. */
  @GET
  @Produces("text/html;qs=0.9")
  public byte[] page(@Context ServletContext context) throws IOException {
    try (InputStream page = Objects.requireNonNull(context.getResourceAsStream("/index.html"))) {
      return page.readAllBytes();
    }
  }

  private static void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", "cqueue");
    json.writeStringField("Description", "A job queue server that anyone can use with curl.");
    json.writeStringField("Documentation", DOCUMENTATION);
    json.writeEndObject();
  }
}
