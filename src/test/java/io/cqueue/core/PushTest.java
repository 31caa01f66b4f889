package io.cqueue.core;

import static io.cqueue.core.Driver.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PushTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Push of(String url, @Nullable String secret) {
    return new Push(url, 10, 0, MINUTE, secret);
  }

  private static String secret(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "https://example.com:8443/a/b?c=d",
        "HTTPS://EXAMPLE.COM/",
        "http://127.0.0.1/",
        "http://[::1]:8080/",
        "http://a-b.example/%20"
      })
  void toTheseUrlsJobsCanBePosted(String url) {
    assertEquals(url, of(url, null).url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/jobs",
        "//example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https:example.com",
        "http://",
        "http:///jobs",
        "http://user@example.com/",
        "http://user:password@example.com/",
        "http://@example.com/",
        "http://example.com:65536/",
        "http://example.com:x/",
        "http://a b/",
        "http://example.com/a b",
        "http://example.com/\n",
        "http://bücher.example/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1.1/"
      })
  void toTheseTheyCannot(String url) {
    assertInvalid("URL", () -> of(url, null));
  }

  @Test
  void aUrlIsNoLongerThanBrowsersCanShow() {
    String longest = "http://example.com/" + "a".repeat(2048 - "http://example.com/".length());

    assertDoesNotThrow(() -> of(longest, null));
    assertInvalid("URL", () -> of(longest + "a", null));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    String url = "http://example.com/";
    assertInvalid("Concurrency", () -> new Push(url, 0, 0, MINUTE, null));
    assertInvalid("Concurrency", () -> new Push(url, 1001, 0, MINUTE, null));
    assertInvalid("Rate", () -> new Push(url, 1, -0.1, MINUTE, null));
    assertInvalid("Rate", () -> new Push(url, 1, 1_000_001, MINUTE, null));
    assertInvalid("Rate", () -> new Push(url, 1, Double.NaN, MINUTE, null));
    assertInvalid("Timeout", () -> new Push(url, 1, 0, Duration.ofMillis(999), null));
    assertInvalid("Timeout", () -> new Push(url, 1, 0, Duration.ofMillis(3_600_001), null));
    assertDoesNotThrow(() -> new Push(url, 1, 0, Duration.ofSeconds(1), null));
    assertDoesNotThrow(() -> new Push(url, 1000, 1_000_000, Duration.ofHours(1), null));
  }

  @Test
  void aSecretHas24To64Bytes() {
    assertArrayEquals(new byte[24], Push.key("Secret", secret(24)));
    assertArrayEquals(new byte[64], Push.key("Secret", secret(64)));
    for (String wrong :
        new String[] {
          secret(23),
          secret(65),
          "whsec_",
          "whsec_!",
          secret(24).substring(6),
          "WHSEC_" + secret(24)
        }) {
      assertInvalid("Secret", () -> of("http://example.com", wrong));
    }
  }

  @Test
  void aSecretIsNotInWhatIsPrinted() {
    Push push = of("http://example.com", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertFalse(push.toString().contains("MfKQ"), push::toString);
    assertFalse(
        SettingsBuilder.of(QueueSettings.DEFAULT).push(push).build().toString().contains("MfKQ"));
  }
}
