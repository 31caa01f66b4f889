package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * {@code /}: says what this is to a program, in JSON, and gives a browser the console: a page whose
 * files {@link AssetsServlet} serves. Thread-safe.
 */
@Path("/")
@Singleton
public final class RootResource {

  private static final String DOCUMENTATION = "https://github.com/cqueue/cqueue#readme";

  private final ServletContext context;

  /** Takes the page from this web application: {@code webapp/index.html}. */
  @Inject
  public RootResource(ServletContext context) {
    this.context = context;
  }

  /** What this is. */
  @GET
  public Response describe(@Context Types types) throws IOException {
    JsonAnswer answer = RootResource::write;
    Response.ResponseBuilder response =
        types.wantsPage()
            ? Response.ok(page(), MediaType.TEXT_HTML_TYPE)
            : Response.ok(answer, MediaType.APPLICATION_JSON_TYPE);
    if (types.wantsPage()) {
      PageHeaders.ALL.forEach(response::header);
    }
    return response.header("Vary", "Accept").build();
  }

  private byte[] page() throws IOException {
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
