package io.cqueue.remote;

import java.util.List;

/** All commands that are clients of a server. */
public final class RemoteCommands {

  /** Their names, in the order in which they are shown. */
  public static final List<String> NAMES =
      List.of(
          "work",
          "enqueue",
          "dequeue",
          "conclude",
          "fail",
          "get",
          "list",
          "batch",
          "cancel",
          "retry",
          "stats",
          "queues",
          "watch",
          "health");

  private RemoteCommands() {}

  /**
   * One of them, as picocli takes it. Each is made when it is needed: picocli looks at all that it
   * is given, and that takes time.
   *
   * @param stop how those that go on and on learn that they shall end
   */
  public static Object of(String name, StopRequest stop) {
    return switch (name) {
      case "work" -> new WorkCommand(stop);
      case "enqueue" -> new EnqueueCommand();
      case "dequeue" -> new DequeueCommand();
      case "conclude" -> new ConcludeCommand();
      case "fail" -> new FailCommand();
      case "get" -> new GetCommand();
      case "list" -> new ListCommand();
      case "batch" -> new BatchCommand();
      case "cancel" -> new CancelCommand();
      case "retry" -> new RetryCommand();
      case "stats" -> new StatsCommand();
      case "queues" -> new QueuesCommand();
      case "watch" -> new WatchCommand();
      case "health" -> new HealthCommand(System.getenv());
      default -> throw new IllegalArgumentException(name);
    };
  }
}
