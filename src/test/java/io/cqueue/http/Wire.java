package io.cqueue.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection to a server, with which a client does as it likes. */
final class Wire implements AutoCloseable {

  private final URI server;
  private final StringBuilder sent = new StringBuilder();
  private final Socket socket = new Socket();

  private Wire(URI server) {
    this.server = server;
  }

  /** Connects. */
  static Wire to(URI server) {
    return to(server, 0);
  }

  /** Connects with a buffer for answers of about so many bytes; 0 for the usual one. */
  static Wire to(URI server, int buffer) {
    Wire wire = new Wire(server);
    try {
      if (buffer > 0) {
        wire.socket.setReceiveBufferSize(buffer);
      }
      wire.socket.setSoTimeout((int) Patience.LIMIT.toMillis());
      wire.socket.connect(new java.net.InetSocketAddress(server.getHost(), server.getPort()));
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request in full, for a path below the server's. */
  String request(String line, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return head(line, "Content-Length: " + length + "\r\n") + body;
  }

  /** The head of a request; each of the headers has its line end. */
  String head(String line, String headers) {
    String path = line.replaceFirst(" ", " " + server.getRawPath());
    return path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers + "\r\n";
  }

  Wire send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  Wire send(byte[] bytes) {
    sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends, and does not mind if the server has hung up meanwhile. */
  void trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // It will have answered before.
    }
  }

  /** Reads one answer, to the request that was sent last: none is sent ahead here. */
  Answer answer() {
    String[] request = sent.toString().split("\r\n\r\n", 2);
    sent.setLength(0);
    try {
      Answer answer = Answer.read(in());
      byte[] body = request[request.length - 1].getBytes(StandardCharsets.ISO_8859_1);
      return request.length < 2
          ? answer
          : Conformity.check(Request.of(request[0], body, server.getRawPath()), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads so many bytes of an answer. */
  Wire read(int count) {
    try {
      in().readNBytes(count);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /** Says that nothing more will be sent. */
  Wire halfClose() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hangs up without a good-bye. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
