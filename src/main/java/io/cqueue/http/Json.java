package io.cqueue.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** How this interface reads and writes JSON: strictly, in UTF-8, one token at a time. */
final class Json {

  /** To write with; each server reads with {@link #reading one of its own}. */
  private static final JsonFactory FACTORY = factory().build();

  private Json() {}

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // The names in payloads are the clients': millions of them are not for the whole JVM.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // By default buffers stay with the threads. Those are the container's, and through them
        // it would keep this web application after it is gone.
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool());
  }

  /**
   * To read with.
   *
   * @param depth how deep objects and arrays may be in each other
   * @param digits how many characters a number may have
   */
  static JsonFactory reading(int depth, int digits) {
    return factory()
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(depth).maxNumberLength(digits).build())
        .build();
  }

  static byte[] bytes(JsonAnswer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    write(answer, out);
    return out.toByteArray();
  }

  static Pieces pieces(JsonAnswer answer) {
    Pieces out = new Pieces();
    write(answer, out);
    return out;
  }

  private static void write(JsonAnswer answer, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      answer.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }
}
