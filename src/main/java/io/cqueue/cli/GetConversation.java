package io.cqueue.cli;

import java.nio.ByteBuffer;

/** A round gets the target. */
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
  public int hear(Answer answer) {
    answer.require(200);
    return 1;
  }
}
