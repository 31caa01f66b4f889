package io.cqueue.cli;

import java.nio.ByteBuffer;

/** A round enqueues the jobs of one request. */
final class EnqueueConversation implements Conversation {

  private final byte[] request;
  private final DeliveryCheck deliveries;
  private final boolean isAll;
  private final Ids enqueued = new Ids();

  /**
   * Enqueues.
   *
   * @param isAll whether a job is done when it is enqueued, or when someone has dequeued it
   */
  EnqueueConversation(RequestBytes requests, DeliveryCheck deliveries, boolean isAll) {
    this.isAll = isAll;
    this.request = requests.enqueue();
    this.deliveries = deliveries;
  }

  @Override
  public void ask(ByteBuffer out) {
    out.put(request);
  }

  @Override
  public int hear(Answer answer) {
    answer.require(201);
    answer.readIds(enqueued);
    deliveries.enqueued(enqueued);
    return isAll ? enqueued.size() : 0;
  }
}
