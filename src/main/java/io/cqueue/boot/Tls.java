package io.cqueue.boot;

import de.dentrassi.crypto.pem.PemKeyStoreProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with a certificate and its key from PEM files, HTTP/2 for clients that can, and new files as
 * soon as they are there. Files that are wrong or do not go together, as between the writing of one
 * and of the other, change nothing. Connections that are open keep the certificate they began with.
 */
final class Tls {

  /** Two records are enough to say good-bye: see {@link WatchedEndPoint}. */
  static final int GOOD_BYE_BYTES = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  /** What the key store makes of our two files. */
  private static final String ALIAS = "pem";

  /** Only in memory, where the key is as it is. */
  private static final char[] NO_PASSWORD = new char[0];

  private final Path certificate;
  private final Path key;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private List<byte[]> seen;

  private Tls(Path certificate, Path key) throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    this.key = key;
    this.seen = read();
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setUseCipherSuitesOrder(true);
    context.setKeyStore(keyStore(seen));
    context.setKeyStorePassword("");
    context.setKeyManagerPassword("");
  }

  /**
   * Reads the files.
   *
   * @throws IOException if they cannot be used
   */
  static Tls open(Path certificate, Path key) throws IOException {
    try {
      return new Tls(certificate, key);
    } catch (NoSuchFileException e) {
      throw new IOException("cannot use TLS: there is no file " + e.getFile(), e);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IOException(
          "cannot use " + certificate + " and " + key + " for TLS: " + e.getMessage(), e);
    }
  }

  /** What a connection is made of, from TLS up to HTTP. */
  ConnectionFactory[] factories(HttpConfiguration http) {
    // By which name we are asked for is not the certificate's affair but that of http.Edge.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(http1.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(context, choice.getProtocol()),
      choice,
      new HTTP2ServerConnectionFactory(http),
      http1
    };
  }

  /** Looks after the files for as long as the server runs. */
  LifeCycle reloading() {
    return new EachSecond("cqueue-tls", this::reloadIfNew);
  }

  private void reloadIfNew() {
    try {
      List<byte[]> found = read();
      if (same(found, seen)) {
        return;
      }
      seen = found; // Also if it is no good: then it is said once.
      KeyStore keys = keyStore(found);
      context.reload(same -> same.setKeyStore(keys));
      LOG.info("New certificate from {}", certificate);
    } catch (NoSuchFileException e) {
      LOG.debug("A file is being replaced", e);
    } catch (Exception e) {
      LOG.warn("The new {} and {} cannot be used, so the old stay: {}", certificate, key, e + "");
    }
  }

  private List<byte[]> read() throws IOException {
    return List.of(Files.readAllBytes(certificate), Files.readAllBytes(key));
  }

  private static boolean same(List<byte[]> one, List<byte[]> other) {
    return Arrays.equals(one.get(0), other.get(0)) && Arrays.equals(one.get(1), other.get(1));
  }

  private static KeyStore keyStore(List<byte[]> files)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PEM", new PemKeyStoreProvider());
    List<InputStream> parts =
        List.of(
            new ByteArrayInputStream(files.get(0)),
            new ByteArrayInputStream(new byte[] {'\n'}),
            new ByteArrayInputStream(files.get(1)));
    try (InputStream all = new SequenceInputStream(Collections.enumeration(parts))) {
      keys.load(all, NO_PASSWORD);
    }
    Certificate own = keys.getCertificate(ALIAS);
    Key key = keys.getKey(ALIAS, NO_PASSWORD);
    if (own == null || !(key instanceof PrivateKey secret)) {
      throw new IOException("there is no certificate or no key in them");
    }
    requirePair(own, secret);
    return keys;
  }

  private static void requirePair(Certificate certificate, PrivateKey key)
      throws IOException, GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    if (!signature.verify(signed)) {
      throw new IOException("the key is not that of the certificate");
    }
  }
}
