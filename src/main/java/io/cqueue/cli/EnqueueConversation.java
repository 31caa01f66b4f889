package io.cqueue.cli;

import java.nio.ByteBuffer;

/** A round enqueues one job. */
final class EnqueueConversation implements Conversation {

  private final byte[] request;
  private final DeliveryCheck deliveries;

  EnqueueConversation(RequestBytes requests, DeliveryCheck deliveries) {
    this.request = requests.enqueue();
    this.deliveries = deliveries;
  }

  @Override
  public void ask(ByteBuffer out) {
    out.put(request);
  }

  @Override
  public boolean hear(Answer answer) {
    answer.require(201);
    deliveries.enqueued(answer.id());
    return true;
  }
}
