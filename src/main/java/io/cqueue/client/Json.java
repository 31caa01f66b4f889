package io.cqueue.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as its text, just as it was sent: no number is rounded, no key reordered. Give the
 * text to the JSON library of your choice, or take {@link #value}. Immutable.
 *
 * @param text the JSON
 */
public record Json(String text) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Writes a value as JSON.
   *
   * @param value null, a string, a number, a boolean, a {@code Json}, or a map, collection or array
   *     of these. Anything else is written as a string, by its {@code toString}
   */
  public static Json of(@Nullable Object value) {
    if (value instanceof Json json) {
      return json;
    }
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written", e);
    }
    return new Json(out.toString());
  }

  /**
   * Takes a text for JSON if it is.
   *
   * @throws IllegalArgumentException if it is not one JSON value
   */
  public static Json parse(String text) {
    Json json = new Json(text.strip());
    var unused = json.value();
    return json;
  }

  /**
   * What it says: null, {@code String}, {@code Boolean}, {@code Map<String, Object>} in the order
   * of its keys, {@code List<Object>}, or a {@code Number}, which is the smallest of {@code
   * Integer}, {@code Long} and {@code BigInteger} that holds it, or a {@code BigDecimal}.
   *
   * @throws IllegalArgumentException if the text is not one JSON value
   */
  public @Nullable Object value() {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("This is empty, and no JSON.");
      }
      Object value = read(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("There is more than one JSON value.");
      }
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("This is no JSON: " + e.getMessage(), e);
    }
  }

  /**
   * The fields of an object, each as its own text; none if this is not an object.
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  public Map<String, Json> fields() {
    Map<String, Json> fields = new LinkedHashMap<>();
    split(JsonToken.START_OBJECT, fields::put);
    return fields;
  }

  /**
   * The elements of an array, each as its own text; none if this is not an array.
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  public List<Json> elements() {
    List<Json> elements = new ArrayList<>();
    split(JsonToken.START_ARRAY, (name, value) -> elements.add(value));
    return elements;
  }

  @Override
  public String toString() {
    return text;
  }

  private interface Part {
    void put(String name, Json value);
  }

  private void split(JsonToken kind, Part parts) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != kind) {
        return;
      }
      String name = "";
      for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = parser.currentName();
          continue;
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        parts.put(name, new Json(text.substring(from, to)));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("This is no JSON: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, read(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        yield list;
      }
      default -> parser.getText();
    };
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Json raw) {
      json.writeRawValue(raw.text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (var entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Object[] items) {
      write(json, List.of(items));
    } else {
      json.writeString(value.toString());
    }
  }

  private static void writeNumber(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Double d && !Double.isFinite(d)) {
      throw new IllegalArgumentException(d + " cannot be written as JSON.");
    }
    if (number instanceof Float f && !Float.isFinite(f)) {
      throw new IllegalArgumentException(f + " cannot be written as JSON.");
    }
    json.writeNumber(number.toString());
  }
}
