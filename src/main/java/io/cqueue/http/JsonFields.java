package io.cqueue.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.cqueue.core.Refusal;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks the fields of one JSON object. All that the contract calls malformed is refused here: other
 * encodings than UTF-8, duplicate keys, bytes after the end. A field whose value is {@code null} is
 * as good as absent and is passed over.
 *
 * <pre>{@code
 * JsonFields fields = JsonFields.of(body);
 * for (String name = fields.next(); name != null; name = fields.next()) {
 *   switch (name) {
 *     case "Type" -> type = fields.text();
 *     default -> throw fields.unknown();
 *   }
 * }
 * }</pre>
 */
final class JsonFields {

  private final JsonParser json;

  private JsonFields(JsonParser json) {
    this.json = json;
  }

  /**
   * Opens the object that is the body.
   *
   * @throws WebApplicationException 400 if the body is not one
   */
  static JsonFields of(Body body) {
    requireUtf8(body.bytes());
    try {
      JsonParser json = Json.FACTORY.createParser(body.bytes());
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The body must be a JSON object.");
      }
      return new JsonFields(json);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The name of the next field that has a value, or null after the last. */
  @Nullable String next() {
    try {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          return json.currentName();
        }
      }
      if (json.nextToken() != null) {
        throw malformed("The body goes on after its JSON object.");
      }
      return null;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The value of the current field, which must be a string. */
  String text() {
    try {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw Refusal.invalid(json.currentName(), "must be a string").asException();
      }
      return json.getText();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The refusal of a field that no one here knows. */
  RuntimeException unknown() {
    try {
      return Refusal.invalid(json.currentName(), "is not a field of this request").asException();
    } catch (IOException e) {
      return malformed(e);
    }
  }

  private static void requireUtf8(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      if (b == 0) {
        throw malformed("The body must be JSON in UTF-8.");
      }
      ascii &= b > 0;
    }
    if (!ascii) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw malformed("The body is not valid UTF-8.");
      }
    }
  }

  private static WebApplicationException malformed(IOException e) {
    String where =
        e instanceof JsonProcessingException at && at.getLocation() != null
            ? " (line "
                + at.getLocation().getLineNr()
                + ", column "
                + at.getLocation().getColumnNr()
                + ")"
            : "";
    return malformed("The body is not JSON" + where + ": " + what(e) + ".");
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

  private static WebApplicationException malformed(String detail) {
    return new WebApplicationException(Problem.malformed(detail).response());
  }
}
