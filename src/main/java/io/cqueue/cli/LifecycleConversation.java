package io.cqueue.cli;

import java.nio.ByteBuffer;

/** A round enqueues one job, dequeues one, which may be another's, and concludes that. */
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
  private Step step = Step.ENQUEUE;
  private long id;

  LifecycleConversation(RequestBytes requests, DeliveryCheck deliveries) {
    this.requests = requests;
    this.deliveries = deliveries;
    this.enqueue = requests.enqueue();
    this.dequeue = requests.dequeue();
  }

  @Override
  public void ask(ByteBuffer out) {
    switch (step) {
      case ENQUEUE -> out.put(enqueue);
      case DEQUEUE -> out.put(dequeue);
      case CONCLUDE -> requests.putConclude(out, id);
    }
  }

  @Override
  public boolean hear(Answer answer) {
    switch (step) {
      case ENQUEUE -> {
        answer.require(201);
        deliveries.enqueued(answer.id());
        step = Step.DEQUEUE;
        return false;
      }
      case DEQUEUE -> {
        if (answer.status() == 204) {
          return false; // Someone outside this load took a job; its own producers bring another.
        }
        answer.require(200);
        id = answer.id();
        deliveries.delivered(id);
        step = Step.CONCLUDE;
        return false;
      }
      case CONCLUDE -> {
        answer.require(200);
        step = Step.ENQUEUE;
        return true;
      }
    }
    throw new AssertionError(step);
  }
}
