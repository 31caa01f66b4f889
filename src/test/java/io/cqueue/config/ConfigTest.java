package io.cqueue.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  private static final Map<String, String> NONE = Map.of();

  @TempDir Path directory = Path.of("");

  @Test
  void withoutAnySourceTheDefaultsHold() {
    Config expected =
        new Config(
            "127.0.0.1",
            3000,
            LogLevel.INFO,
            LogFormat.TEXT,
            "/",
            "",
            "",
            20_000,
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            8192,
            200,
            8 << 20,
            1000,
            1000,
            false,
            "",
            "",
            "",
            Store.MEMORY,
            "",
            Duration.ZERO,
            "",
            "",
            "",
            10,
            Duration.ofSeconds(10),
            true,
            40,
            100_000,
            100,
            "",
            0,
            "",
            "",
            "",
            "",
            false,
            "",
            Duration.ofSeconds(20));
    assertEquals(expected, Config.defaults());
  }

  @Test
  void theEnvironmentWinsThenOptionThenSystemPropertyThenContextParameterThenFile()
      throws IOException {
    file("cqueue.port=5");
    Map<String, String> variable = Map.of("CQUEUE_PORT", "1");
    Map<String, String> option = Map.of("port", "2");
    Map<String, String> property = Map.of("cqueue.port", "3");
    Map<String, String> parameter = Map.of("cqueue.port", "4");
    assertEquals(1, read(variable, option, property, parameter).config().port());
    assertEquals(2, read(NONE, option, property, parameter).config().port());
    assertEquals(3, read(NONE, NONE, property, parameter).config().port());
    assertEquals(4, read(NONE, NONE, NONE, parameter).config().port());
    assertEquals(5, read(NONE, NONE, NONE, NONE).config().port());
  }

  @Test
  void everySettingIsReadAsWhatItIs() {
    Map<String, String> options =
        Map.ofEntries(
            Map.entry("addr", "::1"),
            Map.entry("port", "0"),
            Map.entry("log-level", "Debug"),
            Map.entry("log-format", "json"),
            Map.entry("context-path", "/a/b"),
            Map.entry("max-body", "1"),
            Map.entry("max-json-depth", "8"),
            Map.entry("max-number-length", "32"),
            Map.entry("store", "postgres"),
            Map.entry("data", "d"),
            Map.entry("flush", "3"),
            Map.entry("database-url", "jdbc:postgresql://a,b/c"),
            Map.entry("database-user", "u"),
            Map.entry("database-password", "p"),
            Map.entry("database-connections", "4"),
            Map.entry("database-timeout", "1.5"),
            Map.entry("database-migrate", "false"),
            Map.entry("tls-certificate", "cert.pem"),
            Map.entry("tls-key", "key.pem"),
            Map.entry("max-connections", "7"),
            Map.entry("idle-timeout", "8"),
            Map.entry("header-timeout", "9.5"),
            Map.entry("max-header", "1024"),
            Map.entry("min-body-rate", "0"),
            Map.entry("insecure", "true"),
            Map.entry("cors-origins", "https://a.example,https://b.example:8443"),
            Map.entry("allowed-hosts", "a.example"),
            Map.entry("trusted-proxies", "10.0.0.0/8,::1"),
            Map.entry("memory-percent", "2"),
            Map.entry("max-finished", "3"),
            Map.entry("metrics-queues", "0"),
            Map.entry("tokens", "t"),
            Map.entry("token-rate", "5"),
            Map.entry("jwt-issuer", "https://i.example"),
            Map.entry("jwt-audience", "cqueue"),
            Map.entry("jwt-jwks-url", "https://i.example/keys"),
            Map.entry("audit-log", "a"),
            Map.entry("push-private", "true"),
            Map.entry("webhook-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            Map.entry("drain-timeout", "0.5"));
    Config expected =
        new Config(
            "::1",
            0,
            LogLevel.DEBUG,
            LogFormat.JSON,
            "/a/b",
            "cert.pem",
            "key.pem",
            7,
            Duration.ofSeconds(8),
            Duration.ofMillis(9500),
            1024,
            0,
            1,
            8,
            32,
            true,
            "https://a.example,https://b.example:8443",
            "a.example",
            "10.0.0.0/8,::1",
            Store.POSTGRES,
            "d",
            Duration.ofSeconds(3),
            "jdbc:postgresql://a,b/c",
            "u",
            "p",
            4,
            Duration.ofMillis(1500),
            false,
            2,
            3,
            0,
            "t",
            5,
            "https://i.example",
            "cqueue",
            "https://i.example/keys",
            "a",
            true,
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Duration.ofMillis(500));
    assertEquals(expected, read(NONE, options, NONE, NONE).config());
  }

  @Test
  void everyWrongValueIsReportedWithItsNameItsValueAndItsOrigin() throws IOException {
    file("cqueue.drain-timeout=-1\ncqueue.prot=1");
    String message =
        refusal(
            Map.of("CQUEUE_PORT", "65536"),
            Map.of("context-path", "a/"),
            Map.of("cqueue.max-body", "8MB", "cqueue.unknown", "x"),
            Map.of("cqueue.log-level", "loud"));
    String number = "must be a whole number from ";
    List<String> expected =
        List.of(
            "the configuration is wrong:",
            "port: \"65536\" " + number + "0 to 65535 (environment variable CQUEUE_PORT)",
            "context-path: \"a/\" must be / or a path such as /queue, with no / at its end"
                + " (--context-path)",
            "max-body: \"8MB\" " + number + "1 to 1073741824 (system property cqueue.max-body)",
            "unknown: is no setting of cqueue (system property cqueue.unknown)",
            "log-level: \"loud\" must be one of error, warn, info, debug, trace"
                + " (context parameter cqueue.log-level)",
            "drain-timeout: \"-1\" must be a number from 0 to 3600 (cqueue.drain-timeout in "
                + directory.resolve("cqueue.properties")
                + ")",
            "prot: is no setting of cqueue (cqueue.prot in "
                + directory.resolve("cqueue.properties")
                + ")");
    assertEquals(expected, message.lines().map(String::strip).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trusted-proxies | 999.1.1.1",
        "trusted-proxies | 1.2.3",
        "trusted-proxies | 1.2.3.4.5",
        "trusted-proxies | 10.0.0.0/33",
        "trusted-proxies | 10.0.0.0/",
        "trusted-proxies | 10.0.0.0/-1",
        "trusted-proxies | ::1/129",
        "trusted-proxies | 1::2::3",
        "trusted-proxies | .:1",
        "trusted-proxies | proxy.example",
        "trusted-proxies | 10.0.0.1,,10.0.0.2",
        "trusted-proxies | 10.0.0.1,",
        "addr | 999.1.1.1",
        "addr | 127.0.0",
        "addr | ::1::",
        "addr | [::1",
        "addr | a:b",
        "addr | localhost:3000",
        "addr | http://localhost",
        "addr | -a",
        "allowed-hosts | https://a.example",
        "allowed-hosts | a.example:3000",
        "allowed-hosts | a.example,,b.example",
        "cors-origins | a.example",
        "cors-origins | https://",
        "cors-origins | https://[",
        "cors-origins | https://a.example/path",
        "cors-origins | https://a.example,,https://b.example",
        "jwt-jwks-url | https://[",
        "jwt-jwks-url | https://",
        "jwt-jwks-url | ftp://a.example",
        "jwt-jwks-url | https://a.example/%zz",
        "jwt-issuer | a b",
        "database-url | postgresql://a/b",
        "database-url | jdbc:postgresql://a:99999/b",
        "database-url | jdbc:postgresql://a:5432,b:x/c",
        "database-url | jdbc:postgresql://[::1/b",
        "context-path | /a//b",
        "idle-timeout | 1e99999999999",
        "idle-timeout | NaN",
        "flush | 61"
      })
  void whatMeansNothingIsReportedAtOnceAndNotWhenItIsUsed(String name, String value) {
    Map<String, String> options = Map.of(name, value);
    String message = refusal(NONE, options, NONE, NONE);
    assertTrue(message.contains("\n  " + name + ": \""), message);
    assertEquals(message, refusal(NONE, options, NONE, Map.of("cqueue.port", "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "tokens", "audit-log", "tls-certificate", "tls-key"})
  void aPathThatCannotBeOneIsReported(String name) {
    String message = refusal(NONE, Map.of(name, "a\0b"), NONE, NONE);
    assertTrue(message.contains("\n  " + name + ": \"a\0b\" must be a path (--"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trusted-proxies | 10.0.0.0/8,192.0.2.1,2001:db8::/32,::ffff:10.0.0.1/128,0.0.0.0/0",
        "addr | localhost",
        "addr | queue-1.example",
        "addr | 0.0.0.0",
        "addr | [::1]",
        "addr | fe80::1%lo",
        "cors-origins | https://a.example,http://localhost:8080,http://[::1]:1",
        "database-url | jdbc:postgresql://a:1,[::1]:5432,b/c?user=x:y",
        "database-url | jdbc:postgresql:c",
        "flush | 0.0000000001"
      })
  void whatMeansSomethingIsTaken(String name, String value) {
    read(NONE, Map.of(name, value), NONE, NONE);
  }

  @Test
  void theStoreSqliteNeedsADirectory() {
    String message = refusal(NONE, Map.of("store", "SQLite"), NONE, NONE);
    assertTrue(message.contains("data: must be given for the store sqlite"), message);
  }

  @Test
  void theStorePostgresNeedsAUrlAndDoesNotShowIt() {
    String message = refusal(NONE, Map.of("store", "postgres"), NONE, NONE);
    assertTrue(message.contains("database-url: must be given for the store postgres"), message);
    Map<String, String> options =
        Map.of("store", "postgres", "database-url", "jdbc:postgresql://h/d?password=hunter2");
    assertFalse(read(NONE, options, NONE, NONE).describe(true).contains("hunter2"));
  }

  @Test
  void anIssuerNeedsAnAudienceAndKeys() {
    String message = refusal(NONE, Map.of("jwt-issuer", "https://i.example"), NONE, NONE);
    assertTrue(message.contains("jwt-audience: must be given"), message);
    assertTrue(message.contains("jwt-jwks-url: must be given"), message);
    assertFalse(message.contains("jwt-issuer: must be given"), message);
  }

  @Test
  void tokensAreAskedForOnceThereIsAFileOfThemOrAnIssuer() {
    assertFalse(Config.defaults().asksForTokens());
    assertTrue(read(NONE, Map.of("tokens", "t"), NONE, NONE).config().asksForTokens());
    Map<String, String> issuer =
        Map.of("jwt-issuer", "i", "jwt-audience", "a", "jwt-jwks-url", "http://i/keys");
    assertTrue(read(NONE, issuer, NONE, NONE).config().asksForTokens());
  }

  @Test
  void aWrongValueIsReportedEvenWhereAnotherSourceHidesIt() {
    String message = refusal(Map.of("CQUEUE_PORT", "1"), Map.of("port", "x"), NONE, NONE);
    assertTrue(message.contains("port: \"x\""), message);
  }

  @Test
  void anythingInTheFileThatIsNoSettingIsReported() throws IOException {
    file("port=1");
    assertTrue(refusal(NONE, NONE, NONE, NONE).contains("\"port\": is no setting of cqueue"));
  }

  @Test
  void aFileThatIsNamedMustBeThere() {
    String message = refusal(Map.of("CQUEUE_CONFIG", "gone"), NONE, NONE, NONE);
    assertTrue(message.contains("gone"), message);
    assertTrue(message.contains("environment variable CQUEUE_CONFIG"), message);
  }

  @Test
  void aFileCanHaveAnyName() throws IOException {
    Files.writeString(directory.resolve("other"), "cqueue.port=7");
    assertEquals(7, read(NONE, Map.of("config", "other"), NONE, NONE).config().port());
  }

  @Test
  void aFileThatIsNoPropertiesFileIsReported() throws IOException {
    file("cqueue.port=\\u00zz");
    assertTrue(refusal(NONE, NONE, NONE, NONE).contains("cannot read"));
  }

  @Test
  void whatKubernetesPutsIntoTheEnvironmentIsNotOurs() {
    Map<String, String> injected =
        Map.of(
            "CQUEUE_PORT", "tcp://10.0.0.1:3000",
            "CQUEUE_SERVICE_HOST", "10.0.0.1",
            "CQUEUE_SERVICE_PORT", "3000",
            "CQUEUE_SERVICE_PORT_HTTP", "3000",
            "CQUEUE_PORT_3000_TCP", "tcp://10.0.0.1:3000",
            "CQUEUE_PORT_3000_TCP_ADDR", "10.0.0.1");
    EffectiveConfig effective = read(injected, NONE, NONE, NONE);
    assertEquals(Config.defaults(), effective.config());
    assertEquals(List.of(), effective.warnings());
  }

  @Test
  void anUnknownVariableIsOnlyWarnedOf() {
    EffectiveConfig effective = read(Map.of("CQUEUE_PROT", "1"), NONE, NONE, NONE);
    assertEquals(
        List.of("environment variable CQUEUE_PROT is no setting of cqueue"), effective.warnings());
  }

  @Test
  void anEmptyVariableSaysNothing() {
    Map<String, String> empty = Map.of("CQUEUE_PORT", "");
    assertEquals(3000, read(empty, NONE, NONE, NONE).config().port());
  }

  @Test
  void whatIsInEffectIsShownWithItsOrigin() {
    EffectiveConfig effective = read(NONE, Map.of("port", "1"), NONE, NONE);
    assertTrue(effective.describe(true).contains("addr=127.0.0.1 (default), port=1 (--port)"));
  }

  @Test
  void inAContainerOnlyWhatHasAnEffectThereIsShown() {
    String shown = read(NONE, NONE, NONE, NONE).describe(false);
    assertEquals(
        "max-body=8388608 (default), max-json-depth=1000 (default), max-number-length=1000"
            + " (default), insecure=false (default), cors-origins= (default), allowed-hosts="
            + " (default), trusted-proxies= (default), store=memory (default), data= (default),"
            + " flush=0 (default), database-url=*** (default), database-user= (default),"
            + " database-password=*** (default), database-connections=10 (default),"
            + " database-timeout=10 (default), database-migrate=true (default), memory-percent=40"
            + " (default), max-finished=100000 (default), metrics-queues=100 (default), tokens="
            + " (default), token-rate=0 (default), jwt-issuer= (default), jwt-audience= (default),"
            + " jwt-jwks-url= (default), audit-log= (default),"
            + " push-private=false (default), webhook-secret=*** (default)",
        shown);
  }

  @Test
  void aCertificateAndItsKeyComeTogether() {
    String message = refusal(NONE, Map.of("tls-key", "k"), NONE, NONE);
    assertTrue(
        message.contains("tls-certificate: must be given with tls-key (--tls-key)"), message);
    message = refusal(NONE, Map.of("tls-certificate", "c"), NONE, NONE);
    assertTrue(message.contains("tls-key: must be given with tls-certificate"), message);
  }

  @Test
  void aSecretIsNeverShown() {
    record Secrets(@About(value = "A password", byDefault = "", secret = true) String password) {}

    Setting setting = Setting.allOf(Secrets.class).get(0);
    assertFalse(setting.show("hunter2").contains("hunter2"));
  }

  private void file(String content) throws IOException {
    Files.writeString(directory.resolve("cqueue.properties"), content);
  }

  private EffectiveConfig read(
      Map<String, String> variables,
      Map<String, String> options,
      Map<String, String> properties,
      Map<String, String> parameters) {
    return ConfigReader.read(new Sources(variables, options, properties, parameters, directory));
  }

  private String refusal(
      Map<String, String> variables,
      Map<String, String> options,
      Map<String, String> properties,
      Map<String, String> parameters) {
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> read(variables, options, properties, parameters));
    return String.valueOf(refusal.getMessage());
  }
}
