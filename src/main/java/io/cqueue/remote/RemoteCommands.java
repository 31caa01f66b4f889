package io.cqueue.remote;

import java.util.LinkedHashMap;
import java.util.Map;

/** All commands that are clients of a server, by name. */
public final class RemoteCommands {

  private RemoteCommands() {}

  /**
   * As picocli takes them.
   *
   * @param stop how those that go on and on learn that they shall end
   */
  public static Map<String, Object> all(StopRequest stop) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("work", new WorkCommand(stop));
    return all;
  }
}
