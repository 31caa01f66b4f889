package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as they come on the command line. */
final class Values {

  private Values() {}

  /**
   * JSON if it is JSON, and a string if not. {@code -} is the standard input, {@code @file} a file.
   */
  static Json json(String text) throws IOException {
    if (text.equals("-")) {
      return jsonOrText(utf8("the standard input", System.in.readAllBytes()));
    }
    if (text.startsWith("@")) {
      String file = text.substring(1);
      return jsonOrText(utf8(file, Files.readAllBytes(Path.of(file))));
    }
    return jsonOrText(text);
  }

  private static String utf8(String name, byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is not in UTF-8", e);
    }
  }

  private static Json jsonOrText(String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return Json.of(text);
    }
  }

  /** The fields that have a value. */
  static Map<String, Object> some(Map<String, ? extends @Nullable Object> fields) {
    Map<String, Object> some = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value != null) {
        some.put(field.getKey(), value);
      }
    }
    return some;
  }
}
