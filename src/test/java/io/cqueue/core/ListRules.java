package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How jobs are found. */
interface ListRules extends Rules {

  private static JobFilter filter(
      @Nullable String queue, Set<JobStatus> statuses, Map<String, String> tags) {
    return new JobFilter(queue, statuses, Set.of(), tags, 0, 1000);
  }

  /** What all pages have together. */
  private List<Long> all(JobFilter filter) {
    List<Long> ids = new ArrayList<>();
    @Nullable Long after = filter.after();
    while (after != null) {
      JobPage page =
          q().queue
              .list(
                  new JobFilter(
                      filter.queue(),
                      filter.statuses(),
                      filter.types(),
                      filter.tags(),
                      after,
                      filter.limit()));
      assertTrue(page.jobs().size() <= filter.limit());
      page.jobs().forEach(each -> ids.add(each.id()));
      after = page.next();
    }
    return ids;
  }

  /** One job of each status, with the ID of its place in {@link JobStatus}, from 1. */
  private void addOneOfEach() {
    q().addAll(job(), job(), job(), job().delay(HOUR));
    q().addAll(job().after(1), job(), job());
    q().queue.change(1, Driver.priority(0));
    q().drainIds();
    q().release(1, Duration.ZERO);
    q().conclude(3);
    q().giveUp(6);
    q().queue.cancel(7);
  }

  @Test
  default void aFullPageThatIsTheLastSaysSo() {
    q().addAll(job().delay(HOUR), job().delay(HOUR), job());

    for (Set<JobStatus> statuses : List.of(Set.of(JobStatus.SCHEDULED), Set.<JobStatus>of())) {
      int all = statuses.isEmpty() ? 3 : 2;
      JobPage page = q().queue.list(new JobFilter("default", statuses, Set.of(), Map.of(), 0, all));
      assertEquals(all, page.jobs().size());
      assertEquals(null, page.next());
    }
  }

  @Test
  default void withoutAFilterAllJobsAreListedById() {
    q().addAll(job().priority(0), job().in("b").priority(9), job());

    JobPage page = q().queue.list(filter(null, Set.of(), Map.of()));

    assertEquals(List.of(q().job(1), q().job(2), q().job(3)), page.jobs());
    assertEquals(null, page.next());
  }

  @Test
  default void jobsAreFoundByStatus() {
    addOneOfEach();

    for (String queue : new @Nullable String[] {null, "default"}) {
      long id = 0;
      for (JobStatus status : JobStatus.values()) {
        id++;
        assertEquals(List.of(id), all(filter(queue, Set.of(status), Map.of())), status.toString());
      }
      assertEquals(
          List.of(3L, 6L, 7L),
          all(
              filter(
                  queue,
                  Set.of(JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.CONCLUDED),
                  Map.of())));
      assertEquals(
          List.of(1L, 4L),
          all(filter(queue, Set.of(JobStatus.QUEUED, JobStatus.SCHEDULED), Map.of())));
    }
  }

  @Test
  default void jobsAreFoundByQueue() {
    q().addAll(job(), job().in("b"), job(), job().in("b"));

    assertEquals(List.of(2L, 4L), all(filter("b", Set.of(), Map.of())));
    assertEquals(List.of(), all(filter("c", Set.of(), Map.of())));
    assertEquals(List.of(), all(filter("c", Set.of(JobStatus.FAILED), Map.of())));
  }

  @Test
  default void jobsAreFoundByType() {
    q().addAll(job().type("a"), job().type("b"), job().type("c"));

    assertEquals(
        List.of(1L, 3L), all(new JobFilter(null, Set.of(), Set.of("a", "c"), Map.of(), 0, 9)));
  }

  @Test
  default void jobsAreFoundByAllTheirTags() {
    q().addAll(
            job().tag("k", "v"),
            job().tag("k", "v").tag("l", "w"),
            job().tag("k", "x").tag("l", "w"),
            job());

    assertEquals(List.of(1L, 2L), all(filter(null, Set.of(), Map.of("k", "v"))));
    assertEquals(List.of(2L), all(filter(null, Set.of(), Map.of("k", "v", "l", "w"))));
  }

  @Test
  default void aPageHasNoMoreThanAskedForAndSaysHowToGoOn() {
    for (int i = 0; i < 5; i++) {
      q().add(job().delay(HOUR));
    }
    for (Set<JobStatus> statuses : List.of(Set.<JobStatus>of(), Set.of(JobStatus.SCHEDULED))) {
      JobPage page = q().queue.list(new JobFilter("default", statuses, Set.of(), Map.of(), 1, 2));
      assertEquals(List.of(2L, 3L), page.jobs().stream().map(Job::id).toList());
      assertEquals(3L, page.next());
      assertEquals(
          List.of(1L, 2L, 3L, 4L, 5L),
          all(new JobFilter("default", statuses, Set.of(), Map.of(), 0, 2)));
    }
  }

  @Test
  default void aPageForWhichNoIndexHelpsEndsAfterTenThousandJobs() {
    q().queue.enqueue(Collections.nCopies(10_001, job().build()), null);
    JobFilter filter = filter(null, Set.of(), Map.of("no", "such"));

    JobPage page = q().queue.list(filter);

    assertEquals(List.of(), page.jobs());
    assertEquals(10_000L, page.next());
    assertEquals(List.of(), all(filter));
  }

  @Test
  default void afterTheLastIdThereIsNothing() {
    q().add();

    for (long after : new long[] {1, 2, 5000, Long.MAX_VALUE}) {
      JobPage page = q().queue.list(new JobFilter(null, Set.of(), Set.of(), Map.of(), after, 9));
      assertEquals(List.of(), page.jobs(), "after " + after);
      assertEquals(null, page.next());
    }
  }

  @Test
  default void whatIsRareIsFoundHoweverFarApart() {
    for (int i = 0; i < 250; i++) {
      JobBuilder[] batch = new JobBuilder[100];
      for (int j = 0; j < batch.length; j++) {
        batch[j] = job().tag("n", i % 120 == 0 && j == 50 ? "yes" : "no");
      }
      q().addAll(batch);
    }

    assertEquals(List.of(51L, 12_051L, 24_051L), all(filter(null, Set.of(), Map.of("n", "yes"))));
    assertEquals(
        List.of(51L, 12_051L, 24_051L),
        all(filter("default", Set.of(JobStatus.QUEUED), Map.of("n", "yes"))));
  }

  @Test
  default void forgottenJobsAreNotListed() {
    q().addAll(job(), job());
    q().takeOne();
    q().conclude(1);
    q().pass(Duration.ofDays(1));

    assertEquals(List.of(2L), all(filter(null, Set.of(), Map.of())));
  }
}
