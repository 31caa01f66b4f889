package io.cqueue.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses requests that cannot be read. */
final class Malformed {

  private Malformed() {}

  static WebApplicationException request(String detail) {
    return new WebApplicationException(Problem.malformed(detail).response());
  }

  static WebApplicationException request(IOException e) {
    JsonLocation location = e instanceof JsonProcessingException at ? at.getLocation() : null;
    return request("The body is not JSON" + at(location) + ": " + what(e) + ".");
  }

  /** Where something is, for people. */
  static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  /** In our words: the parser's messages name its classes and settings. */
  private static String what(IOException e) {
    if (e instanceof JsonEOFException) {
      return "it ends too soon";
    }
    if (e instanceof StreamConstraintsException) {
      return "something in it is too long or too deep";
    }
    return e instanceof JsonProcessingException at
            && at.getOriginalMessage().startsWith("Duplicate field")
        ? "an object has the same field twice"
        : "this was not expected here";
  }
}
