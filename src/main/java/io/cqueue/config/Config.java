package io.cqueue.config;

import java.time.Duration;

/**
 * The settings of one server, checked. Each component is a setting: its name is that of the
 * component ({@code maxBody} is {@code max-body}), its type decides how it is read, and {@link
 * About} says the rest, with unit, range and default. To add a setting, add a line here. Immutable.
 */
public record Config(
    @About(
            value = "The address to listen on; 0.0.0.0 is every address of this machine",
            byDefault = "127.0.0.1",
            matches = "\\S+",
            syntax = Syntax.HOST,
            form = "a host name or an IP address",
            standalone = true)
        String addr,
    @About(
            value = "The port to listen on; 0 picks a free one",
            byDefault = "3000",
            max = 65_535,
            standalone = true)
        int port,
    @About(
            value =
                "The least important messages to log; debug has one line a request and one a change"
                    + " of a job",
            byDefault = "info",
            standalone = true)
        LogLevel logLevel,
    @About(
            value = "What a line of the log looks like; json is one object a line",
            byDefault = "text",
            standalone = true)
        LogFormat logFormat,
    @About(
            value = "The path under which everything is",
            byDefault = "/",
            matches = "/|(/[A-Za-z0-9._~-]+)+",
            form = "/ or a path such as /queue, with no / at its end",
            standalone = true)
        String contextPath,
    @About(
            value =
                "The PEM file with the certificate of the server and those above it; with one,"
                    + " it speaks TLS alone",
            byDefault = "",
            syntax = Syntax.FILE,
            form = "a path",
            standalone = true)
        String tlsCertificate,
    @About(
            value = "The PEM file with the key of that certificate",
            byDefault = "",
            syntax = Syntax.FILE,
            form = "a path",
            standalone = true)
        String tlsKey,
    @About(
            value = "How many connections there are at most; more wait until one ends",
            byDefault = "20000",
            min = 1,
            max = 1_000_000,
            standalone = true)
        int maxConnections,
    @About(
            value = "How long nothing may happen on a connection, in seconds; then it is closed",
            byDefault = "30",
            min = 1,
            max = 3_600,
            standalone = true)
        Duration idleTimeout,
    @About(
            value =
                "How long the head of a request may take to come, in seconds; then the connection"
                    + " is closed",
            byDefault = "20",
            min = 1,
            max = 3_600,
            standalone = true)
        Duration headerTimeout,
    @About(
            value = "The longest head of a request that is read, in bytes",
            byDefault = "8192",
            min = 1_024,
            max = 1 << 20,
            standalone = true)
        int maxHeader,
    @About(
            value =
                "How fast the body of a request must come at least, in bytes a second; 0 is no"
                    + " limit",
            byDefault = "200",
            standalone = true)
        int minBodyRate,
    @About(
            value = "The longest request body that is read, in bytes",
            byDefault = "8388608",
            min = 1,
            max = 1 << 30)
        int maxBody,
    @About(
            value = "How deep objects and arrays of JSON may be in each other",
            byDefault = "1000",
            min = 8,
            max = 10_000)
        int maxJsonDepth,
    @About(
            value = "How many characters a number in JSON may have",
            byDefault = "1000",
            min = 32,
            max = 100_000)
        int maxNumberLength,
    @About(
            value =
                "Whether everybody who reaches the server may do everything, although it can be"
                    + " reached from other machines; otherwise that takes tokens",
            byDefault = "false")
        boolean insecure,
    @About(
            value =
                "The web sites whose pages may use this server from a visitor's browser, with"
                    + " commas between them; its own pages always may",
            byDefault = "",
            matches = "|(,?[a-z][a-z0-9+.-]*://[^/,\\s]+)+",
            syntax = Syntax.URLS,
            form = "origins such as https://example.com")
        String corsOrigins,
    @About(
            value =
                "The names by which this server may be asked for, with commas between them, besides"
                    + " localhost and IP addresses; if there is none, any, but no other on"
                    + " loopback",
            byDefault = "",
            matches = "|[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*",
            form = "host names without ports")
        String allowedHosts,
    @About(
            value =
                "The proxies that are believed when they say for whom they ask, with commas"
                    + " between them",
            byDefault = "",
            syntax = Syntax.ADDRESS_RANGES,
            form = "IP addresses, or ranges such as 10.0.0.0/8")
        String trustedProxies,
    @About(
            value =
                "Where jobs are kept: memory is gone when the server stops, sqlite is on the disk"
                    + " of this machine, postgres is shared by any number of servers",
            byDefault = "memory")
        Store store,
    @About(
            value = "The directory of the store sqlite, which no other server may use",
            byDefault = "",
            syntax = Syntax.FILE,
            form = "a path")
        String data,
    @About(
            value =
                "How long the store sqlite may leave what it has answered to the operating system"
                    + " alone, which a power cut can undo, in seconds; 0 waits for the disk each"
                    + " time",
            byDefault = "0",
            max = 60)
        Duration flush,
    @About(
            value = "The database of the store postgres; may have several hosts",
            byDefault = "",
            matches = "|jdbc:postgresql:\\S+",
            syntax = Syntax.DATABASE_URL,
            form = "a URL such as jdbc:postgresql://host/database",
            secret = true)
        String databaseUrl,
    @About(value = "Who logs in to the database, if the URL does not say", byDefault = "")
        String databaseUser,
    @About(
            value = "The password of that user, if the URL does not say",
            byDefault = "",
            secret = true)
        String databasePassword,
    @About(
            value = "How many connections to the database there are at most",
            byDefault = "10",
            min = 2,
            max = 1_000)
        int databaseConnections,
    @About(
            value =
                "How long a call waits for a connection to the database, and for each statement, in"
                    + " seconds; then it is refused",
            byDefault = "10",
            min = 1,
            max = 600)
        Duration databaseTimeout,
    @About(
            value =
                "Whether a server may change the tables to what it needs, at its start; otherwise"
                    + " the command migrate does",
            byDefault = "true")
        boolean databaseMigrate,
    @About(
            value =
                "How much of the heap jobs may take, in percent; new ones are refused beyond it",
            byDefault = "40",
            min = 1,
            max = 90)
        int memoryPercent,
    @About(
            value = "How many jobs that are concluded or cancelled are kept at most",
            byDefault = "100000",
            max = 100_000_000)
        int maxFinished,
    @About(
            value =
                "How many queues have metrics of their own, the first ones that have jobs; the"
                    + " others are shown as one",
            byDefault = "100",
            max = 10_000)
        int metricsQueues,
    @About(
            value =
                "The file of tokens; with it, or an issuer, only who shows a token may ask for"
                    + " anything that has to do with jobs",
            byDefault = "",
            syntax = Syntax.FILE,
            form = "a path")
        String tokens,
    @About(
            value = "How many requests a second may come with one token; 0 is any number",
            byDefault = "0",
            max = 1_000_000)
        int tokenRate,
    @About(
            value = "The OpenID Connect issuer whose tokens are valid here, as they name it",
            byDefault = "",
            matches = "\\S*",
            form = "a URL such as https://login.example.com/realms/jobs")
        String jwtIssuer,
    @About(value = "What the tokens of the issuer must have as their audience", byDefault = "")
        String jwtAudience,
    @About(
            value = "Where the issuer has its public keys (JWKS)",
            byDefault = "",
            matches = "|https?://\\S+",
            syntax = Syntax.URLS,
            form = "a URL such as https://login.example.com/realms/jobs/certs")
        String jwtJwksUrl,
    @About(
            value =
                "The file that gets a line for each thing that an operator did; if there is none,"
                    + " the log has them",
            byDefault = "",
            syntax = Syntax.FILE,
            form = "a path")
        String auditLog,
    @About(
            value =
                "Whether jobs may be posted to receivers on this machine, in private networks and at"
                    + " other addresses that are not of the Internet",
            byDefault = "false")
        boolean pushPrivate,
    @About(
            value =
                "What the jobs of the queue webhooks are signed with; if there is nothing, they are"
                    + " not",
            byDefault = "",
            matches =
                "|whsec_(([A-Za-z0-9+/]{4}){8,21}([A-Za-z0-9+/]{2}==)?"
                    + "|([A-Za-z0-9+/]{4}){8,20}[A-Za-z0-9+/]{3}=)",
            form = "whsec_ and 24 to 64 bytes in Base64",
            secret = true)
        String webhookSecret,
    @About(
            value = "How long a server that stops waits for requests in flight, in seconds",
            byDefault = "20",
            max = 3_600,
            standalone = true)
        Duration drainTimeout) {

  /** Whether one has to show a token. */
  public boolean asksForTokens() {
    return !tokens.isEmpty() || !jwtIssuer.isEmpty();
  }

  /** What holds when nobody says anything. */
  public static Config defaults() {
    return ConfigReader.read(Sources.none()).config();
  }

  /** Whether everybody may do everything, so that only who is on this machine may ask. */
  public boolean loopbackOnly() {
    return !insecure && !asksForTokens();
  }
}
