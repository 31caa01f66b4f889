package io.cqueue.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that vouches for itself, and its key.
 *
 * @param certificate the certificate
 * @param certificatePem the same as text
 * @param keyPem its key
 * @param store both, as Java keeps them
 */
public record PemFiles(
    X509Certificate certificate, String certificatePem, String keyPem, Path store) {

  /** So much of the envelope of PKCS #8 is around an RSA key of 2048 bits. */
  private static final int ENVELOPE = 26;

  /** That of the store. */
  public static final String PASSWORD = "secret";

  /** Makes one with the program that comes with Java. */
  public static PemFiles make(Path directory, String algorithm, String name) throws Exception {
    return makeFor("dns:localhost,ip:127.0.0.1", directory, algorithm, name);
  }

  /** The same for other hosts. */
  public static PemFiles makeFor(String hosts, Path directory, String algorithm, String name)
      throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=" + hosts,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate("a");
    byte[] key = keys.getKey("a", PASSWORD.toCharArray()).getEncoded();
    return new PemFiles(
        certificate, pem("CERTIFICATE", certificate.getEncoded()), pem("PRIVATE KEY", key), store);
  }

  /** The same with the key as older programs write it. */
  PemFiles asPkcs1() {
    String base64 = keyPem.replaceAll("-----[^-]+-----|\\s", "");
    byte[] key = Base64.getDecoder().decode(base64);
    byte[] inner = Arrays.copyOfRange(key, ENVELOPE, key.length);
    return new PemFiles(certificate, certificatePem, pem("RSA PRIVATE KEY", inner), store);
  }

  private static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** Puts both where a server looks for them. */
  void write(Path certificateFile, Path keyFile) throws IOException {
    Files.writeString(certificateFile, certificatePem);
    Files.writeString(keyFile, keyPem);
  }

  /** What a server needs that shows this certificate. */
  public SSLContext showing() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What a client needs that trusts this certificate alone. */
  SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
