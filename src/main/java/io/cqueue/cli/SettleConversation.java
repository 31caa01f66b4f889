package io.cqueue.cli;

import java.nio.ByteBuffer;

/**
 * A round enqueues the jobs of one request, then concludes those that it has from the round before
 * and takes as many in the same request: two requests.
 */
final class SettleConversation implements Conversation {

  private final RequestBytes requests;
  private final DeliveryCheck deliveries;
  private final byte[] enqueue;
  private final Ids enqueued = new Ids();
  private final Ids held = new Ids();
  private boolean enqueues = true;

  SettleConversation(RequestBytes requests, DeliveryCheck deliveries) {
    this.requests = requests;
    this.deliveries = deliveries;
    this.enqueue = requests.enqueue();
  }

  @Override
  public void ask(ByteBuffer out) {
    if (enqueues) {
      out.put(enqueue);
    } else {
      requests.putSettle(out, held, 0);
    }
  }

  @Override
  public int hear(Answer answer) {
    if (enqueues) {
      answer.require(201);
      answer.readIds(enqueued);
      deliveries.enqueued(enqueued);
      enqueues = false;
      return GOES_ON;
    }
    answer.require(200);
    answer.readJobIds(held);
    deliveries.delivered(held);
    enqueues = !held.isEmpty();
    return held.isEmpty() ? GOES_ON : held.size();
  }

  @Override
  public boolean bye(ByteBuffer out) {
    if (!held.isEmpty()) {
      requests.putConclude(out, held);
    }
    return !held.isEmpty();
  }
}
