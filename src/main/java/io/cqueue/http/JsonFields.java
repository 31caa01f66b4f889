package io.cqueue.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Limits;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks the fields of one JSON object. A field whose value is {@code null} is as good as absent and
 * is passed over.
 *
 * <pre>{@code
 * for (String name = fields.next(); name != null; name = fields.next()) {
 *   switch (name) {
 *     case "Type" -> type = fields.text();
 *     default -> throw fields.unknown();
 *   }
 * }
 * }</pre>
 */
final class JsonFields {

  /** The most fields of an object, together with those of the objects around it. */
  private static final int MAX_NAMES = 100_000;

  private final JsonInput input;
  private final JsonParser json;
  private String name = "";
  private int names;

  JsonFields(JsonInput input, JsonParser json) {
    this.input = input;
    this.json = json;
  }

  /** In how many objects and arrays this one is, itself included. */
  int nesting() {
    return json.getParsingContext().getNestingDepth();
  }

  /** The name of the next field that has a value, or null after the last. */
  @Nullable String next() {
    try {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        name = json.currentName();
        require(++names <= MAX_NAMES, "is one field too many");
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          return name;
        }
      }
      return null;
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  /** The refusal of a field that no one here knows. */
  RuntimeException unknown() {
    return refused("is not a field of this request");
  }

  /** Refuses all fields. */
  @Nullable Void requireNone() {
    if (next() != null) {
      throw unknown();
    }
    return null;
  }

  private RuntimeException refused(String must) {
    return Refusal.invalid(name, must).asException();
  }

  private void require(boolean right, String must) {
    if (!right) {
      throw refused(must);
    }
  }

  /** Refused as soon as it is too much, and not when all of it has been gathered. */
  private void requireCount(int count, int max) {
    if (count > max) {
      throw refused("must have at most " + max + " entries");
    }
  }

  String text() {
    require(json.currentToken() == JsonToken.VALUE_STRING, "must be a string");
    try {
      return json.getText();
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  boolean flag() {
    require(json.currentToken().isBoolean(), "must be true or false");
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  long integer() {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "must be an integer");
    try {
      JsonParser.NumberType type = json.getNumberType();
      require(
          type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG,
          "must not be that large");
      return json.getLongValue();
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  int smallInteger() {
    long value = integer();
    require((int) value == value, "must not be that large");
    return (int) value;
  }

  double number() {
    require(json.currentToken().isNumeric(), "must be a number");
    try {
      return json.getDoubleValue();
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  /** A duration as clients say it: a number of seconds. */
  Duration seconds() {
    return Seconds.of(name, number());
  }

  /** A time as clients say it, with any offset, and no further away than a delay can reach. */
  Instant time() {
    String must = "must be a time such as 2026-11-24T10:30:00Z";
    try {
      Instant time = OffsetDateTime.parse(text()).toInstant();
      require(!time.isBefore(Instant.EPOCH), must);
      Limits.requireReach(name, time, input.arrived());
      return time;
    } catch (DateTimeException e) {
      throw refused(must);
    }
  }

  /** Any value, as it came. */
  JsonValue raw() {
    try {
      long start = json.currentTokenLocation().getByteOffset();
      json.finishToken();
      if (json.currentToken().isStructStart()) {
        skip();
      }
      return new JsonValue(input.copy(start, json.currentLocation().getByteOffset()));
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  /**
   * Goes to the end of the object or array that begins here. So as to find a name that is there
   * twice, the parser keeps all names of an object and of those around it: ten times the room of
   * the body, if it has little else.
   */
  private void skip() throws IOException {
    Deque<Integer> around = new ArrayDeque<>(); // how many names there are further out
    int names = 0;
    for (JsonToken at = json.currentToken(); true; at = json.nextToken()) {
      if (at == JsonToken.FIELD_NAME) {
        require(
            ++names <= MAX_NAMES, "must not have an object of more than " + MAX_NAMES + " fields");
      } else if (at.isStructStart()) {
        around.push(names);
      } else if (at.isStructEnd()) {
        names = around.pop();
        if (around.isEmpty()) {
          return;
        }
      }
    }
  }

  /** Any value, written as a string. */
  JsonValue quoted() {
    return input.value(text());
  }

  /** An object. A field of it is blamed as {@code Job.Type}. */
  <T> T object(Function<JsonFields, T> reader) {
    require(json.currentToken() == JsonToken.START_OBJECT, "must be an object");
    try {
      return reader.apply(new JsonFields(input, json));
    } catch (RefusedException e) {
      throw e.refusal().within(name + ".").asException();
    }
  }

  /** A string, or an object. */
  <T> T textOrObject(Function<String, T> ofText, Function<JsonFields, T> ofObject) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return ofText.apply(text());
    }
    require(json.currentToken() == JsonToken.START_OBJECT, "must be a string or an object");
    return object(ofObject);
  }

  /** An array of objects. A field of one is blamed as {@code Fail[0].ID}. */
  <T> List<T> objects(Function<JsonFields, T> reader) {
    require(json.currentToken() == JsonToken.START_ARRAY, "must be an array");
    try {
      return input.items(reader);
    } catch (RefusedException e) {
      throw e.refusal().within(name).asException();
    }
  }

  /** An object of at most so many strings. */
  Map<String, String> texts(int max) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(
        fields -> {
          String key = fields.next();
          for (; key != null && texts.size() <= max; key = fields.next()) {
            texts.put(key, fields.text());
          }
          return texts;
        });
    requireCount(texts.size(), max);
    return texts;
  }

  /** An array of at most so many strings. */
  List<String> strings(int max) {
    require(json.currentToken() == JsonToken.START_ARRAY, "must be an array of strings");
    List<String> strings = new ArrayList<>();
    try {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        strings.add(text());
        requireCount(strings.size(), max);
      }
      return strings;
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }

  /** An array of at most so many integers. */
  List<Long> integers(int max) {
    require(json.currentToken() == JsonToken.START_ARRAY, "must be an array of integers");
    List<Long> integers = new ArrayList<>();
    try {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        integers.add(integer());
        requireCount(integers.size(), max);
      }
      return integers;
    } catch (IOException e) {
      throw Malformed.request(e, json);
    }
  }
}
