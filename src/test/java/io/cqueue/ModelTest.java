package io.cqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Stats;
import io.cqueue.memory.MemoryJobQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of calls is answered as by a model so simple that it is plainly right. */
final class ModelTest {

  private final JobQueue queue = new MemoryJobQueue(InstantSource.fixed(Instant.EPOCH));

  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Map<Long, String> taken = new HashMap<>();
  private final Map<Long, String> done = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anySequenceOfCallsIsAnsweredAsByTheModel(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 10_000; step++) {
      String consumer = "consumer " + random.nextInt(3);
      long id = 1L + random.nextInt(waiting.size() + taken.size() + done.size() + 1);
      switch (random.nextInt(4)) {
        case 0 -> waiting.add(queue.enqueue(new NewJob("type " + step)));
        case 1 -> dequeue(consumer);
        case 2 -> conclude(id, consumer);
        default -> assertEquals(status(id), queue.find(id).map(Job::status));
      }
      Stats stats = queue.stats();
      assertEquals(waiting.size(), stats.queued());
      assertEquals(taken.size(), stats.inProgress());
      assertEquals(done.size(), stats.concluded());
    }
  }

  private void dequeue(String consumer) {
    Optional<Job> job = queue.dequeue(consumer);

    assertEquals(Optional.ofNullable(waiting.poll()), job.map(Job::id));
    job.ifPresent(j -> taken.put(j.id(), consumer));
  }

  private void conclude(long id, String consumer) {
    if (taken.remove(id, consumer)) {
      done.put(id, consumer);
    }
    if (consumer.equals(done.get(id))) {
      assertEquals(JobStatus.CONCLUDED, queue.conclude(id, consumer).status());
    } else {
      assertThrows(RefusedException.class, () -> queue.conclude(id, consumer));
    }
  }

  private Optional<JobStatus> status(long id) {
    if (taken.containsKey(id)) {
      return Optional.of(JobStatus.IN_PROGRESS);
    }
    if (done.containsKey(id)) {
      return Optional.of(JobStatus.CONCLUDED);
    }
    return waiting.contains(id) ? Optional.of(JobStatus.QUEUED) : Optional.empty();
  }
}
