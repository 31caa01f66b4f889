package io.cqueue.http;

import java.io.IOException;
import java.io.OutputStream;

/** The metrics of the server around this package. Thread-safe. */
@FunctionalInterface
public interface Scrape {

  /** Writes all of them in Prometheus's text format. */
  void writeTo(OutputStream out) throws IOException;
}
