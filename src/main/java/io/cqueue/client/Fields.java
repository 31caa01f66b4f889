package io.cqueue.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object that the server sent, by name. What is absent or null is null. */
record Fields(Map<String, Json> all) {

  static Fields of(Json object) {
    return new Fields(object.fields());
  }

  /** The text of a field as it stands. */
  @Nullable Json raw(String name) {
    Json field = all.get(name);
    return field == null || field.text().equals("null") ? null : field;
  }

  @Nullable String text(String name) {
    Json field = raw(name);
    return field == null ? null : String.valueOf(field.value());
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  long number(String name) {
    Json field = raw(name);
    return field != null && field.value() instanceof Number number ? number.longValue() : 0;
  }

  @Nullable Instant time(String name) {
    String text = text(name);
    return text == null ? null : Instant.parse(text);
  }

  List<Json> elements(String name) {
    Json field = raw(name);
    return field == null ? List.of() : field.elements();
  }

  Map<String, String> texts(String name) {
    Json field = raw(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (field != null) {
      field.fields().forEach((key, value) -> texts.put(key, String.valueOf(value.value())));
    }
    return Map.copyOf(texts);
  }

  /** A duration as the server takes it: a number of seconds, to the millisecond. */
  static Number seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? (Number) (millis / 1000) : (Number) (millis / 1000.0);
  }
}
