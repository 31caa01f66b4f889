package io.cqueue.boot;

import io.cqueue.auth.JwtAuthenticator;
import io.cqueue.auth.TokenFile;
import io.cqueue.config.Config;
import io.cqueue.config.Store;
import io.cqueue.core.Authenticator;
import io.cqueue.core.Calendar;
import io.cqueue.core.Caller;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.RefusedException;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.Access;
import io.cqueue.http.AssetsServlet;
import io.cqueue.http.BodyLimits;
import io.cqueue.http.BodyRoom;
import io.cqueue.http.Edge;
import io.cqueue.http.Entrance;
import io.cqueue.http.ErrorServlet;
import io.cqueue.http.EventsServlet;
import io.cqueue.http.JerseyServlet;
import io.cqueue.http.LateAnswers;
import io.cqueue.http.Proxies;
import io.cqueue.http.RequestIds;
import io.cqueue.http.RequestMeters;
import io.cqueue.http.RequestRate;
import io.cqueue.http.RestApi;
import io.cqueue.memory.ChangeLog;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.cqueue.metrics.Metrics;
import io.cqueue.postgres.Migrations;
import io.cqueue.postgres.Pool;
import io.cqueue.postgres.PostgresJobQueue;
import io.cqueue.push.PushDispatcher;
import io.cqueue.push.PushMeters;
import io.cqueue.sqlite.SqliteLog;
import io.cqueue.tracing.TracedJobQueue;
import io.micrometer.core.instrument.Clock;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every object that lives as long as the server, made by hand and in order. */
final class Wiring implements AutoCloseable {

  /** One part of so many of the heap may be request bodies: each is there twice for a moment. */
  private static final int BODIES = 8;

  private final @Nullable Pool pool;
  private final JobQueue queue;
  private final Metrics metrics;
  private final LateAnswers late;
  private final BodyRoom bodies;
  private final Ticker ticker;
  private final PushDispatcher pushes;
  private final JerseyServlet api;
  private final EventsServlet events;
  private final AssetsServlet assets;
  private final ErrorServlet errors;
  private final @Nullable JobLog jobLog;

  Wiring(Config config) {
    this(config, InstantSource.system(), queue -> queue);
  }

  /**
   * The same by another clock, for tests.
   *
   * @param clock the time for all but the postgres store, which has the database's
   * @param seen puts in the queue's place one through which a test sees what is asked of it
   */
  Wiring(Config config, InstantSource clock, UnaryOperator<JobQueue> seen) {
    this.pool = config.store() == Store.POSTGRES ? pool(config) : null;
    JobCounters counters = new JobCounters(config.metricsQueues());
    Calendar calendar = new CronCalendar();
    this.queue =
        seen.apply(
            pool == null ? memory(config, clock, counters) : postgres(pool, config, counters));
    this.metrics = new Metrics(queue, counters, Clock.SYSTEM);
    Logger jobs = LoggerFactory.getLogger("io.cqueue.jobs");
    this.jobLog = jobs.isDebugEnabled() ? new JobLog(queue, jobs) : null;
    RequestIds ids = new RequestIds();
    this.errors = new ErrorServlet(ids);
    Proxies proxies = new Proxies(config.trustedProxies());
    Edge edge =
        new Edge(config.corsOrigins(), config.allowedHosts(), config.loopbackOnly(), proxies);
    Entrance entrance = new Entrance(ids, edge);
    this.assets = new AssetsServlet(entrance);
    this.late = new LateAnswers();
    this.ticker = new Ticker(queue, System::nanoTime);
    // In memory events are counted from the start; milliseconds count up faster than events do, so
    // that no ID comes twice. Elsewhere they are counted on.
    long firstEvent = config.store() == Store.MEMORY ? clock.millis() * 1000 : 0;
    JobQueue traced = TracedJobQueue.around(queue, GlobalOpenTelemetry.get(), clock);
    this.pushes =
        new PushDispatcher(
            traced,
            clock,
            config.pushPrivate(),
            config.webhookSecret().isEmpty() ? null : config.webhookSecret(),
            new PushMeters(metrics.registry(), name -> counters.of(name).name()));
    Access access = access(config, traced, clock);
    access.endRevoked(late);
    this.events = new EventsServlet(access, late, firstEvent, entrance);
    long heap = Runtime.getRuntime().maxMemory();
    this.bodies = new BodyRoom(Math.max(2L * config.maxBody(), heap / BODIES));
    RequestMeters meters = new RequestMeters(metrics.registry());
    ResourceConfig resources =
        RestApi.of(access, late, clock, meters, metrics::scrape, ticker, limits(config));
    RestApi.audit(resources, auditLines(config, clock));
    RestApi.calendar(resources, calendar);
    this.api = new JerseyServlet(resources, bodies, meters, ids, edge);
  }

  private static BodyLimits limits(Config config) {
    return new BodyLimits(config.maxBody(), config.maxJsonDepth(), config.maxNumberLength());
  }

  private static JobQueue memory(Config config, InstantSource clock, JobCounters counters) {
    long room = Runtime.getRuntime().maxMemory() / 100 * config.memoryPercent();
    MemoryLimits limits = new MemoryLimits(room, config.maxFinished());
    ChangeLog log =
        config.store() == Store.SQLITE
            ? SqliteLog.open(Path.of(config.data()), clock, config.flush())
            : null;
    return new MemoryJobQueue(clock, new CronCalendar(), limits, counters, log);
  }

  private static Access access(Config config, JobQueue queue, InstantSource clock) {
    return new Access(
        queue,
        config.asksForTokens() ? authenticator(config, clock) : null,
        new RequestRate(config.tokenRate(), System::nanoTime));
  }

  private static Authenticator authenticator(Config config, InstantSource clock) {
    Authenticator file =
        config.tokens().isEmpty() ? token -> null : TokenFile.open(Path.of(config.tokens()), clock);
    if (config.jwtIssuer().isEmpty()) {
      return file;
    }
    URI keys = URI.create(config.jwtJwksUrl());
    Authenticator issuer =
        new JwtAuthenticator(config.jwtIssuer(), config.jwtAudience(), keys, clock);
    return token -> {
      Caller caller = file.authenticate(token);
      return caller == null ? issuer.authenticate(token) : caller;
    };
  }

  private static Consumer<String> auditLines(Config config, InstantSource clock) {
    return config.auditLog().isEmpty()
        ? LoggerFactory.getLogger("io.cqueue.audit")::info
        : new AuditFile(Path.of(config.auditLog()), clock);
  }

  /** The connections to the database. */
  static Pool pool(Config config) {
    String user = config.databaseUser();
    String password = config.databasePassword();
    return new Pool(
        config.databaseUrl(),
        user.isEmpty() ? null : user,
        password.isEmpty() ? null : password,
        config.databaseConnections(),
        config.databaseTimeout());
  }

  private static JobQueue postgres(Pool pool, Config config, JobCounters counters) {
    try {
      if (config.databaseMigrate()) {
        Migrations.run(pool);
      }
      return PostgresJobQueue.open(pool, new CronCalendar(), config.maxFinished(), counters);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  EventsServlet events() {
    return events;
  }

  AssetsServlet assets() {
    return assets;
  }

  ErrorServlet errors() {
    return errors;
  }

  JerseyServlet api() {
    return api;
  }

  BodyRoom bodies() {
    return bodies;
  }

  /** Answers all who wait, and ends all streams: the server stops. */
  void dismiss() {
    events.dismiss();
    try {
      queue.dismiss();
    } catch (RefusedException e) {
      // The store is away: it has refused them, or will.
    }
  }

  @Override
  public void close() {
    pushes.close();
    ticker.close();
    if (jobLog != null) {
      jobLog.close();
    }
    queue.close();
    late.close();
    metrics.close();
    if (pool != null) {
      pool.close();
    }
  }
}
