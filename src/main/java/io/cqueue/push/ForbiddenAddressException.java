package io.cqueue.push;

import java.net.UnknownHostException;

/** A host has no address to which something may be posted. */
final class ForbiddenAddressException extends UnknownHostException {

  ForbiddenAddressException(String host) {
    super(host + " is not on the Internet, and push-private does not allow that.");
  }
}
