package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.config.ConfigReader;
import io.cqueue.config.EffectiveConfig;
import io.cqueue.config.Sources;
import io.cqueue.core.JobQueue;
import io.cqueue.core.ManualClock;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.ClientWatch;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * All of a server but the sockets: requests come as bytes from this process and are parsed,
 * answered and written as those of any client. The clock is a test's to move, and the queue can be
 * changed for an empty one. Used by the thread that starts it.
 */
public final class InProcessServer implements AutoCloseable {

  /** Small enough that a few large jobs fill it. */
  private static final MemoryLimits LIMITS = new MemoryLimits(2 << 20, 20);

  private final ManualClock clock = new ManualClock();
  private final QueuedThreadPool threads = new QueuedThreadPool(12, 4);
  private final Server server = new Server(threads);
  private final LocalConnector connector;
  private @Nullable ObservedQueue queue;
  private @Nullable Wiring wiring;
  private volatile @Nullable Thread client;

  private InProcessServer() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    this.connector =
        new LocalConnector(server, this::execute, null, null, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(0);
    server.addConnector(connector);
  }

  /** Starts one with these settings, for anyone: who is in this process has no address. */
  public static InProcessServer start(Map<String, String> settings) throws Exception {
    InProcessServer started = new InProcessServer();
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("insecure", "true");
    Sources none = Sources.none();
    EffectiveConfig config =
        ConfigReader.read(new Sources(Map.of(), all, Map.of(), Map.of(), none.directory()));
    started.serve(config);
    return started;
  }

  /** What a test asks is answered on its own thread: to change threads takes longer than that. */
  private void execute(Runnable task) {
    if (Thread.currentThread() == client) {
      task.run();
    } else {
      threads.execute(task);
    }
  }

  private void serve(EffectiveConfig config) throws Exception {
    Function<Config, Wiring> wirings = this::wire;
    ServletContextHandler app =
        JettyServer.app(config, Path.of("webapp"), new WebAppListener(wirings));
    ClientWatch watch = InProcessServer::side;
    app.setAttribute(ClientWatch.ATTRIBUTE, watch);
    ProblemHandler problems = new ProblemHandler();
    app.setErrorHandler(problems);
    server.setErrorHandler(problems);
    server.setHandler(new GracefulHandler(JettyServer.slowBodies(app)));
    server.start();
    client = Thread.currentThread();
  }

  private Wiring wire(Config config) {
    Wiring made = new Wiring(config, clock, this::observe);
    wiring = made;
    return made;
  }

  private JobQueue observe(JobQueue first) {
    ObservedQueue observed = new ObservedQueue(first);
    queue = observed;
    return observed.asQueue();
  }

  private static ClientWatch.Side side(HttpServletRequest request) {
    EndPoint end =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    return end.isOpen() ? ClientWatch.Side.OPEN : ClientWatch.Side.ENDED;
  }

  /** Opens a connection. */
  public LocalConnector.LocalEndPoint connect() {
    return connector.connect();
  }

  /** Forgets all jobs, queues and schedules. */
  public void clear() {
    observed().replace(new MemoryJobQueue(clock, new CronCalendar(), LIMITS));
  }

  /** The time. */
  public ManualClock clock() {
    return clock;
  }

  /** The queue that is served now. */
  public JobQueue queue() {
    return observed().queue();
  }

  /** How often the server itself waits at this moment, for jobs to post. */
  public int pushWaits() {
    return observed().pushWaits();
  }

  /** How often a client began to wait, ever. */
  public int waits() {
    return observed().waits();
  }

  /** How many listen to events at this moment. */
  public int listeners() {
    return observed().listeners();
  }

  /** Has something done while someone begins to listen, with what wakes it. */
  public void onListen(Consumer<Runnable> action) {
    observed().onListen(action);
  }

  /** Refuses all who listen to events, as a store does that is away. */
  public void dismissListeners() {
    observed().dismiss();
  }

  /** How many bytes the bodies of requests take at this moment. */
  public long bodies() {
    return Objects.requireNonNull(wiring).bodies().taken();
  }

  /** How many threads work. */
  public int busyThreads() {
    return threads.getBusyThreads();
  }

  private ObservedQueue observed() {
    return Objects.requireNonNull(queue);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
