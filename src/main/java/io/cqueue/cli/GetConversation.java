package io.cqueue.cli;

import java.nio.ByteBuffer;

/** A round is one GET of the target. */
final class GetConversation implements Conversation {

  private final byte[] request;

  GetConversation(RequestBytes requests) {
    this.request = requests.get();
  }

  @Override
  public void ask(ByteBuffer out) {
    out.put(request);
  }

  @Override
  public boolean hear(Answer answer) {
    answer.require(200);
    return true;
  }
}
