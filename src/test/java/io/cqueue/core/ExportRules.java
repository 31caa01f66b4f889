package io.cqueue.core;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All that is kept can be taken elsewhere. */
interface ExportRules extends Rules {

  private static List<Kept> export(Driver driver) {
    List<Kept> all = new ArrayList<>();
    driver.queue.export().sayTo(all::add);
    return all;
  }

  private static List<Job> jobs(List<Kept> all) {
    return all.stream()
        .filter(Kept.OfJob.class::isInstance)
        .map(kept -> ((Kept.OfJob) kept).job().history().job())
        .toList();
  }

  @Test
  default void anExportIsOfOneMomentHoweverTheQueueGoesOn() {
    Driver queue = drive(0);
    queue.add(job().type("FIRST"));
    queue.add(job().type("SECOND"));
    List<Kept> all = new ArrayList<>();
    queue
        .queue
        .export()
        .sayTo(
            kept -> {
              if (all.isEmpty()) {
                // Forgotten at once, so that others may come to where they were.
                queue.queue.cancel(1);
                queue.queue.cancel(2);
                queue.add(job().type("THIRD"));
                queue.add(job().type("FOURTH"));
              }
              all.add(kept);
            });

    assertEquals(new Kept.Ids(2), all.get(0));
    assertEquals(List.of("FIRST", "SECOND"), jobs(all).stream().map(Job::type).toList());
    assertEquals(List.of(1L, 2L), jobs(all).stream().map(Job::id).toList());
    assertTrue(jobs(all).stream().allMatch(job -> job.status() == JobStatus.QUEUED));
    queue.close();
  }

  @Test
  default void anotherQueueGoesOnWithWhatWasExported() {
    q().add(job().payload("[1, 2]").priority(7));
    q().add(job().uniqueKey("k"));
    q().takeOne();
    Driver other = drive(100_000);
    other.queue.restore(export(q()).iterator());

    assertEquals(export(q()), export(other));
    other.conclude(1);
    assertEquals(2, other.takeOne().id());
    assertEquals(3, other.add());
    other.close();
  }

  @Test
  default void aQueueThatHadAJobDoesNotGoOnWithAnother() {
    q().add();
    Driver other = drive(100_000);
    other.add();
    List<Kept> all = export(q());

    RefusedException refused =
        assertThrows(RefusedException.class, () -> other.queue.restore(all.iterator()));

    assertEquals(Refusal.Reason.STORE_NOT_EMPTY, refused.refusal().reason());
    other.close();
  }
}
