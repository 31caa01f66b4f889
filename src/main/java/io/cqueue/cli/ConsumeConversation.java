package io.cqueue.cli;

import java.nio.ByteBuffer;

/**
 * A round concludes the jobs that it has from the round before and takes more in the same request,
 * for which it waits.
 */
final class ConsumeConversation implements Conversation {

  private static final int WAIT_SECONDS = 1;

  private final RequestBytes requests;
  private final DeliveryCheck deliveries;
  private final Ids held = new Ids();

  ConsumeConversation(RequestBytes requests, DeliveryCheck deliveries) {
    this.requests = requests;
    this.deliveries = deliveries;
  }

  @Override
  public void ask(ByteBuffer out) {
    requests.putSettle(out, held, WAIT_SECONDS);
  }

  @Override
  public int hear(Answer answer) {
    answer.require(200);
    answer.readJobIds(held);
    deliveries.delivered(held);
    return held.size();
  }

  /** When nobody produces any more and there is nothing left. */
  @Override
  public boolean mayEnd(boolean othersGoOn) {
    return !othersGoOn && held.isEmpty();
  }

  @Override
  public boolean onlyConsumes() {
    return true;
  }
}
