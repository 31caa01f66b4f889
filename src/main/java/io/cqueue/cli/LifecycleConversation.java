package io.cqueue.cli;

import java.nio.ByteBuffer;

/**
 * A round enqueues the jobs of one request, dequeues as many, which may be another's, and concludes
 * those: three requests.
 */
final class LifecycleConversation implements Conversation {

  private enum Step {
    ENQUEUE,
    DEQUEUE,
    CONCLUDE
  }

  private final RequestBytes requests;
  private final DeliveryCheck deliveries;
  private final byte[] enqueue;
  private final byte[] dequeue;
  private final boolean single;
  private final Ids enqueued = new Ids();
  private final Ids held = new Ids();
  private Step step = Step.ENQUEUE;

  LifecycleConversation(Load load, RequestBytes requests, DeliveryCheck deliveries) {
    this.requests = requests;
    this.deliveries = deliveries;
    this.enqueue = requests.enqueue();
    this.dequeue = requests.dequeue();
    this.single = load.batch() == 1;
  }

  @Override
  public void ask(ByteBuffer out) {
    switch (step) {
      case ENQUEUE -> out.put(enqueue);
      case DEQUEUE -> out.put(dequeue);
      case CONCLUDE -> {
        if (single) {
          requests.putConclude(out, held.get(0));
        } else {
          requests.putConclude(out, held);
        }
      }
    }
  }

  @Override
  public int hear(Answer answer) {
    switch (step) {
      case ENQUEUE -> {
        answer.require(201);
        answer.readIds(enqueued);
        deliveries.enqueued(enqueued);
        step = Step.DEQUEUE;
        return GOES_ON;
      }
      case DEQUEUE -> {
        // Someone outside this load may have taken the jobs; its own producers bring others.
        answer.readIds(held);
        if (!held.isEmpty()) {
          deliveries.delivered(held);
          step = Step.CONCLUDE;
        }
        return GOES_ON;
      }
      case CONCLUDE -> {
        answer.require(200);
        step = Step.ENQUEUE;
        return held.size();
      }
    }
    throw new AssertionError(step);
  }
}
