package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients get it: RFC 9457, {@code application/problem+json}.
 *
 * @param type stable, for programs: {@code urn:cqueue:} and this
 * @param title the same for each problem of this type
 * @param status the HTTP status
 * @param detail what happened this time, for people
 * @param field the field of the request to blame, if it is one
 */
record Problem(String type, String title, int status, String detail, @Nullable String field)
    implements JsonAnswer {

  private static final String RETRY_AFTER_SECONDS = "1";

  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  static Problem of(Refusal refusal) {
    int status =
        switch (refusal.reason()) {
          case INVALID -> 400;
          case UNAUTHENTICATED -> 401;
          case FORBIDDEN -> 403;
          case UNKNOWN_JOB, UNKNOWN_SCHEDULE, UNKNOWN_BATCH -> 404;
          case NOT_IN_PROGRESS,
              OTHER_CONSUMER,
              STALE_ATTEMPT,
              FINISHED,
              NOT_RETRYABLE,
              NOT_WAITING,
              UNIQUE_KEY_TAKEN,
              QUEUE_NOT_EMPTY,
              STORE_NOT_EMPTY ->
              409;
          case KEY_REUSED -> 422;
          case QUEUE_FULL, TOO_MANY_REQUESTS -> 429;
          case NO_BACKUP -> 501;
          case STORE_FULL, STORE_UNAVAILABLE, DRAINING, LOGIN_UNAVAILABLE -> 503;
        };
    String title =
        switch (refusal.reason()) {
          case INVALID -> "Invalid field";
          case UNKNOWN_JOB -> "No such job";
          case NOT_IN_PROGRESS -> "Job not in progress";
          case OTHER_CONSUMER -> "Another consumer has the job";
          case STALE_ATTEMPT -> "Attempt is over";
          case FINISHED -> "Job is finished";
          case NOT_RETRYABLE -> "Job cannot be retried";
          case NOT_WAITING -> "Job does not wait";
          case UNIQUE_KEY_TAKEN -> "Unique key is taken";
          case KEY_REUSED -> "Idempotency key was used for another request";
          case QUEUE_NOT_EMPTY -> "Queue is not empty";
          case QUEUE_FULL -> "Queue is full";
          case STORE_FULL -> "No room for more";
          case STORE_UNAVAILABLE -> "Store cannot be used";
          case DRAINING -> "Server is draining";
          case NO_BACKUP -> "No backup of this store";
          case UNKNOWN_SCHEDULE -> "No such schedule";
          case UNKNOWN_BATCH -> "No such batch";
          case STORE_NOT_EMPTY -> "Store is not empty";
          case UNAUTHENTICATED -> "Token needed";
          case FORBIDDEN -> "Not allowed";
          case TOO_MANY_REQUESTS -> "Too many requests";
          case LOGIN_UNAVAILABLE -> "Tokens cannot be checked";
        };
    String type = refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Problem(type, title, status, refusal.detail(), refusal.field());
  }

  static Problem malformed(String detail) {
    return new Problem("malformed", "Malformed request", 400, detail, null);
  }

  static Problem bodyTooLarge(int maxBytes) {
    String detail = "The body is longer than " + maxBytes + " bytes.";
    return new Problem("body-too-large", "Body too large", 413, detail, null);
  }

  static Problem noRoomForBody() {
    String detail = "Too many large bodies are being sent at this moment; try again.";
    return new Problem("no-room-for-body", "No room for the body", 503, detail, null);
  }

  static Problem unsupportedEncoding(String encoding) {
    String detail = "Content-Encoding " + encoding + " is not supported; send the body as it is.";
    return new Problem("unsupported-encoding", "Unsupported encoding", 415, detail, null);
  }

  static Problem loopbackOnly() {
    String detail =
        "This server has no tokens, and so it answers only who is on the same machine. It takes"
            + " tokens or the setting insecure to change that.";
    return new Problem("loopback-only", "Not from another machine", 403, detail, null);
  }

  static Problem unknownHost(String host) {
    String detail =
        "This server is not " + host + "; the setting allowed-hosts can say that it is.";
    return new Problem("unknown-host", "Not this server", 421, detail, null);
  }

  static Problem crossSite() {
    String detail =
        "A page of another web site sent this; the setting cors-origins can allow its origin.";
    return new Problem("cross-site", "Not from another site", 403, detail, null);
  }

  /** What HTTP itself says of a status, for errors that are not about jobs. */
  static Problem ofStatus(int status) {
    String detail =
        switch (status) {
          case 400 -> "The request is not valid HTTP, or its path can be read in two ways.";
          case 404 -> "Nothing is here.";
          case 405 -> "This method is not for this path.";
          case 408 -> "The request came too slowly.";
          case 431 -> "The headers of the request are too long.";
          case 503 -> "The server is starting or stopping.";
          default -> "The request cannot be answered as it stands.";
        };
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    String type = title.toLowerCase(Locale.ROOT).replace(' ', '-');
    return new Problem(type, title, status, detail, null);
  }

  static Problem internal(String reference) {
    String detail = "This is a bug in cqueue. The server's log has more under " + reference + ".";
    return new Problem("internal", "Internal error", 500, detail, null);
  }

  /** This problem as the answer to the request that this thread works on. */
  JsonAnswer answer() {
    String request = RequestIds.current();
    return json -> {
      json.writeStartObject();
      writeFields(json);
      JobFields.text(json, "instance", request == null ? null : "urn:cqueue:request:" + request);
      json.writeEndObject();
    };
  }

  Response response() {
    Response.ResponseBuilder answer = Response.status(status).type(MEDIA_TYPE).entity(answer());
    headers().forEach(answer::header);
    return answer.build();
  }

  /** What the answer says besides. */
  Map<String, String> headers() {
    return switch (status) {
      case 401 -> Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      case 429, 503 -> Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      default -> Map.of();
    };
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeEndObject();
  }

  private void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("type", "urn:cqueue:" + type);
    json.writeStringField("title", title);
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
    if (field != null) {
      json.writeStringField("field", field);
    }
  }
}
