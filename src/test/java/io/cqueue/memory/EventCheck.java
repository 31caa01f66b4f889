package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.JobEvent;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads all events of a queue while it works, and afterwards goes through them one by one: every
 * job moved legally, its attempts only rose, and no group had two jobs in progress.
 */
final class EventCheck {

  private final JobQueue queue;
  private final JobQueue.Events source;
  private final List<JobEvent> events = new ArrayList<>();

  EventCheck(JobQueue queue) {
    this.queue = queue;
    this.source = queue.listen(this::read);
  }

  private synchronized void read() {
    List<JobEvent> more = source.after(events.size(), 1000);
    while (!more.isEmpty()) {
      events.addAll(more);
      more = source.after(events.size(), 1000);
    }
  }

  synchronized void assertAllSeen() {
    read();
    Map<Long, JobEvent> last = new HashMap<>();
    Map<String, Long> holders = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      JobEvent event = events.get(i);
      assertEquals(i + 1, event.sequence(), "none is missing");
      assertFollows(last.put(event.id(), event), event);
      String group = group(event);
      if (group != null && event.status() == JobStatus.IN_PROGRESS) {
        Long holder = holders.put(group, event.id());
        assertTrue(holder == null, () -> holder + " has group " + group + " at " + event);
      } else if (group != null) {
        holders.remove(group, event.id());
      }
    }
    last.forEach((id, event) -> assertEquals(event.status(), status(id), event::toString));
  }

  private JobStatus status(long id) {
    return queue.find(id).orElseThrow().job().status();
  }

  private @Nullable String group(JobEvent event) {
    JobOptions options = queue.find(event.id()).orElseThrow().job().options();
    return options.group() == null ? null : event.queue() + " " + options.group();
  }

  private static void assertFollows(@Nullable JobEvent before, JobEvent event) {
    int attempt = before == null ? 0 : before.attempt();
    if (event.status() == JobStatus.IN_PROGRESS) {
      assertEquals(attempt + 1, event.attempt(), event::toString);
    } else {
      assertEquals(attempt, event.attempt(), event::toString);
    }
    assertTrue(
        before == null
            || Arrays.stream(Move.values())
                .anyMatch(move -> move.to() == event.status() && move.isLegalFrom(before.status())),
        () -> before + " then " + event);
  }
}
