package io.cqueue.push;

import io.cqueue.core.DaemonThreads;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts by HTTP/1.1 without a thread for each request. It follows no redirect, tries nothing again,
 * keeps no cookies, asks no proxy and unpacks nothing: an answer is what the one that was asked
 * said. Thread-safe.
 */
final class Poster implements AutoCloseable {

  /** It is in UTF-8 anyway. */
  private static final ContentType JSON = ContentType.create("application/json");

  private static final TimeValue IDLE = TimeValue.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Poster.class);

  private final DaemonThreads threads = new DaemonThreads("cqueue-push-http");
  private final PoolingAsyncClientConnectionManager connections;
  private final CloseableHttpAsyncClient client;
  private volatile boolean closed;

  /** Starts its threads. */
  Poster(DnsResolver addresses, int maxConnections) {
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.ofSeconds(30))
            .setTimeToLive(TimeValue.ofMinutes(5))
            .build();
    RequestConfig requests =
        RequestConfig.custom()
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .setContentCompressionEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build();
    this.connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            .setMaxConnTotal(maxConnections)
            .setMaxConnPerRoute(maxConnections)
            .setDefaultConnectionConfig(connection)
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
            .build();
    this.client =
        HttpAsyncClients.custom()
            .setThreadFactory(threads)
            .setIoReactorExceptionCallback(this::wentWrong)
            .setConnectionManager(connections)
            .setDefaultRequestConfig(requests)
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
            .setUserAgent("cqueue")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableConnectionState()
            .build();
    client.start();
  }

  /**
   * Posts something. Looks up its host first, which can take a while.
   *
   * @param then hears what came of it
   * @return to give it up by
   */
  Future<?> post(URI url, Map<String, String> headers, byte[] body, FutureCallback<Answer> then) {
    SimpleRequestBuilder builder = SimpleRequestBuilder.post(url).setBody(body, JSON);
    headers.forEach(builder::setHeader);
    SimpleHttpRequest request = builder.build();
    return client.execute(SimpleRequestProducer.create(request), new AnswerConsumer(), then);
  }

  /** To close at once makes its threads stumble over what is closed already, and say so. */
  private void wentWrong(Exception e) {
    if (closed) {
      LOG.debug("Broken off", e);
    } else {
      LOG.error("Something went wrong with what posts jobs; it goes on", e);
    }
  }

  /** Closes connections that had nothing to do for a while. */
  void tidy() {
    connections.closeIdle(IDLE);
    connections.closeExpired();
  }

  /** Breaks off what is not answered, and ends its threads. */
  @Override
  public void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
    try {
      client.awaitShutdown(TimeValue.ofSeconds(5));
      if (client.getStatus() == IOReactorStatus.SHUT_DOWN) {
        threads.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
