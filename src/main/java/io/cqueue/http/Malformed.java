package io.cqueue.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
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

  /** Refuses JSON that this parser could not read. */
  static WebApplicationException request(IOException e, JsonParser json) {
    JsonLocation said = e instanceof JsonProcessingException at ? at.getLocation() : null;
    JsonLocation location = said == null ? json.currentLocation() : said;
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
    if (e instanceof StreamConstraintsException limit) {
      String what = limit.getOriginalMessage();
      return what.startsWith("Document nesting depth")
          ? "objects and arrays in it are too deep in each other, for the setting max-json-depth"
          : what.startsWith("Number")
              ? "a number in it is too long, for the setting max-number-length"
              : "a text in it is too long";
    }
    return e instanceof JsonProcessingException at
            && at.getOriginalMessage().startsWith("Duplicate field")
        ? "an object has the same field twice"
        : "this was not expected here";
  }
}
