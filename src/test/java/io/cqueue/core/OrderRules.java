package io.cqueue.core;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order jobs go out: the highest priority first, and by ID within one. */
interface OrderRules extends Rules {

  @Test
  default void firstInIsFirstOut() {
    q().addAll(job(), job(), job());

    assertEquals(List.of(1L, 2L, 3L), q().drainIds());
  }

  @Test
  default void theTypeDoesNotChangeTheOrder() {
    q().addAll(job().type("NOT_TIME_CRITICAL"), job().type("TIME_CRITICAL"), job().type("x"));

    assertEquals(List.of(1L, 2L, 3L), q().drainIds());
  }

  @Test
  default void aHigherPriorityGoesFirst() {
    q().addAll(job().priority(0), job().priority(9), job(), job().priority(9), job().priority(4));

    assertEquals(List.of(2L, 4L, 3L, 5L, 1L), q().drainIds());
  }

  @Test
  default void aJobThatComesBackTakesItsOldPlace() {
    q().addAll(job(), job(), job(), job());
    q().idsOf(Driver.most(2, NewJob.DEFAULT_QUEUE));
    q().release(2, Duration.ZERO);
    q().release(1, Duration.ZERO);

    assertEquals(List.of(1L, 2L, 3L, 4L), q().drainIds());
  }

  @Test
  default void aDelayedJobTakesThePlaceOfItsIdWhenItsTimeHasCome() {
    q().addAll(job().delay(Driver.MINUTE), job(), job());
    q().pass(Driver.MINUTE);

    assertEquals(List.of(1L, 2L, 3L), q().drainIds());
  }

  @Test
  default void aJobThatCameBackAndTheOnesBehindItStayInOrderThroughRemovals() {
    q().addAll(job(), job(), job(), job(), job());
    q().idsOf(Driver.most(3, NewJob.DEFAULT_QUEUE));
    q().release(3, Duration.ZERO);
    q().release(1, Duration.ZERO);
    q().queue.cancel(4);
    q().queue.cancel(1);
    q().release(2, Duration.ZERO);
    q().add();

    assertEquals(List.of(2L, 3L, 5L, 6L), q().drainIds());
  }

  @Test
  default void ofSeveralTypesTheFirstJobOfAnyGoesFirst() {
    q().addAll(job().type("a"), job().type("b"), job().type("c").priority(9), job().type("b"));

    Dequeue aOrC = new Dequeue(List.of("default"), Set.of("a", "c"), 9, null, null, null);
    assertEquals(List.of(3L, 1L), q().idsOf(aOrC));
    assertEquals(List.of(2L, 4L), q().drainIds());
  }
}
