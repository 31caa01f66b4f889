package io.cqueue.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Limits;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a request's body. All that the contract calls malformed is refused here: other encodings
 * than UTF-8, duplicate keys, bytes after the end.
 */
final class JsonInput {

  private final Body body;
  private final JsonParser json;

  private JsonInput(Body body) {
    requireUtf8(body.bytes());
    this.body = body;
    this.json = parser(body);
    try {
      json.nextToken();
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  private static JsonParser parser(Body body) {
    try {
      return body.json().createParser(body.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  /** A body that is one object. */
  static <T> T object(Body body, Function<JsonFields, T> reader) {
    JsonInput input = new JsonInput(body);
    T value = reader.apply(input.fields());
    input.requireEnd();
    return value;
  }

  /** A body that is one object, or is not there, which is as good as an object without fields. */
  static <T> T objectOrNothing(Body body, Function<JsonFields, T> reader) {
    return object(body.orEmptyObject(), reader);
  }

  /** Another value of the same client, from its text. */
  JsonValue value(String text) {
    JsonValue value = JsonValue.of(text);
    JsonInput input = new JsonInput(body.with(value.utf8()));
    try {
      input.json.skipChildren();
    } catch (IOException e) {
      throw Malformed.request(e, input.json);
    }
    input.requireEnd();
    return value;
  }

  /** Refuses a body that says anything, which would be lost in silence. */
  static void requireNothing(Body body) {
    if (!body.isEmpty()) {
      object(body, JsonFields::requireNone);
    }
  }

  /** Whether a body is an array. */
  static boolean isArray(Body body) {
    for (byte b : body.bytes()) {
      if (b > ' ') {
        return b == '[';
      }
    }
    return false;
  }

  /** A body that is an array of objects. */
  static <T> List<T> array(Body body, Function<JsonFields, T> reader) {
    JsonInput input = new JsonInput(body);
    if (input.json.currentToken() != JsonToken.START_ARRAY) {
      throw Malformed.request("The body must be a JSON array.");
    }
    List<T> values = input.items(reader);
    input.requireEnd();
    return values;
  }

  /** A body that is one object after another, which is what NDJSON comes to. */
  static <T> List<T> lines(Body body, Function<JsonFields, T> reader) {
    if (body.isBlank()) {
      return List.of();
    }
    JsonInput input = new JsonInput(body);
    List<T> values = new ArrayList<>();
    try {
      for (JsonToken at = input.json.currentToken(); at != null; at = input.json.nextToken()) {
        values.add(input.item(values.size(), reader));
        requireCount(values);
      }
    } catch (IOException e) {
      throw Malformed.request(e, input.json);
    }
    return values;
  }

  /** The objects of the array at which the parser stands, which it leaves behind. */
  <T> List<T> items(Function<JsonFields, T> reader) {
    List<T> values = new ArrayList<>();
    try {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values.add(item(values.size(), reader));
        requireCount(values);
      }
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
    return values;
  }

  /** Refuses what would take much more room than the body that it comes in. */
  private static void requireCount(List<?> values) {
    if (values.size() > Limits.MAX_BATCH) {
      String most = "There may be at most " + Limits.MAX_BATCH + " items in one request.";
      throw Refusal.of(Refusal.Reason.INVALID, most).asException();
    }
  }

  /** One of many objects: if it is refused, the refusal says which it was. */
  private <T> T item(int index, Function<JsonFields, T> reader) {
    try {
      return reader.apply(fields());
    } catch (RefusedException e) {
      throw e.refusal().within("[" + index + "].").asException();
    }
  }

  private JsonFields fields() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Malformed.request(
          "There must be a JSON object" + Malformed.at(json.currentLocation()) + ".");
    }
    return new JsonFields(this, json);
  }

  /** A part of the body. */
  byte[] copy(long start, long end) {
    return Arrays.copyOfRange(body.bytes(), (int) start, (int) end);
  }

  /** When the body came. */
  Instant arrived() {
    return body.arrived();
  }

  private static void requireUtf8(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      if (b == 0) {
        throw Malformed.request("The body must be JSON in UTF-8.");
      }
      ascii &= b > 0;
    }
    if (!ascii) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw Malformed.request("The body is not valid UTF-8.");
      }
    }
  }

  private void requireEnd() {
    try {
      if (json.nextToken() != null) {
        throw Malformed.request("The body goes on after its JSON value.");
      }
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }
}
