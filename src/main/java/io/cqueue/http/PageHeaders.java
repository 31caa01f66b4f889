package io.cqueue.http;

import java.util.Map;

/**
 * What a browser is told with every page and every file of one, so that whatever someone gets into
 * a page can do nothing there: no script, style or picture of another host or within the page
 * itself, no other page around it, no address given away.
 */
final class PageHeaders {

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  /** Names and values. A file may be kept, but is asked for again: it changes with the server. */
  static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-cache");

  private PageHeaders() {}
}
