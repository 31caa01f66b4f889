package io.cqueue.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is being written, for the little that stores have to say themselves. Fields
 * without a value are left out. Not thread-safe.
 */
final class JsonText {

  private final ByteArrayOutputStream out;
  private boolean empty = true;

  JsonText() {
    this(new ByteArrayOutputStream());
  }

  private JsonText(ByteArrayOutputStream out) {
    this.out = out;
    out.write('{');
  }

  JsonText text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      write(quoted(value));
    }
    return this;
  }

  JsonText number(String name, long value) {
    name(name);
    write(String.valueOf(value));
    return this;
  }

  JsonText raw(String name, @Nullable JsonValue value) {
    if (value != null) {
      name(name);
      out.writeBytes(value.utf8());
    }
    return this;
  }

  JsonText object(String name, Consumer<JsonText> fields) {
    name(name);
    JsonText inner = new JsonText(out);
    fields.accept(inner);
    out.write('}');
    return this;
  }

  /** The object, whole. */
  JsonValue end() {
    out.write('}');
    return new JsonValue(out.toByteArray());
  }

  private void name(String name) {
    if (!empty) {
      out.write(',');
    }
    empty = false;
    write(quoted(name) + ":");
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
