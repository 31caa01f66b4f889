package io.cqueue.boot;

import io.cqueue.http.ProblemJson;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses by itself, such as a line that is not HTTP or a header that is too
 * long, with a problem and not with Jetty's page. Thread-safe.
 */
final class ProblemHandler implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer error
            ? error
            : response.getStatus();
    byte[] json = ProblemJson.ofStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
    headers.put(HttpHeader.CONTENT_LENGTH, json.length);
    response.setStatus(status);
    response.write(true, ByteBuffer.wrap(json), callback);
    return true;
  }
}
