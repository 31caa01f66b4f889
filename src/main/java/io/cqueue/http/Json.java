package io.cqueue.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How this interface reads and writes JSON: strictly, in UTF-8, one token at a time. */
final class Json {

  static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  static byte[] bytes(JsonAnswer answer) {
    try (ByteArrayBuilder out = new ByteArrayBuilder(FACTORY._getBufferRecycler(), 256)) {
      try (JsonGenerator json = FACTORY.createGenerator(out)) {
        answer.writeTo(json);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }
}
