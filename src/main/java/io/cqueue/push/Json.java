package io.cqueue.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Push;
import io.cqueue.core.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What has to be known of the JSON that others make. */
final class Json {

  private static final String URL = "URL";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private Json() {}

  /** These bytes, if they are one value; else null. */
  static @Nullable JsonValue value(byte[] bytes) {
    if (!isText(bytes)) {
      return null;
    }
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() == null) {
        return null;
      }
      json.skipChildren();
      json.finishToken();
      return json.nextToken() == null ? new JsonValue(bytes) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether this is UTF-8, with which the parser is not as strict. */
  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false; // It would be taken for UTF-16.
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * A payload that says where it is to be posted: what is posted is all else.
   *
   * @throws io.cqueue.core.RefusedException if it does not say so
   */
  static Letter letter(@Nullable JsonValue payload) {
    String url = null;
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write('{');
    byte[] bytes = payload == null ? new byte[0] : payload.utf8();
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          long start = json.currentTokenLocation().getByteOffset();
          JsonToken value = json.nextToken();
          if (name.equals(URL)) {
            url = value == JsonToken.VALUE_STRING ? json.getText() : null;
            json.skipChildren();
            continue;
          }
          json.skipChildren();
          json.finishToken();
          long end = json.currentLocation().getByteOffset();
          if (rest.size() > 1) {
            rest.write(',');
          }
          rest.write(bytes, (int) start, (int) (end - start));
        }
      }
    } catch (IOException e) {
      url = null; // There is no payload that is not JSON.
    }
    rest.write('}');
    if (url == null) {
      throw Refusal.invalid("Payload.URL", "must say where this is to be posted").asException();
    }
    URI to = Push.requireUrl("Payload.URL", url);
    return new Letter(to, rest.toByteArray());
  }
}
