package io.cqueue.memory;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SparesTest {

  private static final long MUCH_LATER = 1_000_000;

  private final Entries entries = new Entries();
  private final Spares spares = new Spares();

  private Entry take(Entry like, JobBuilder job) {
    NewJob asked = job.build();
    return spares.entry(7, asked, asked.type(), like.queue, entries.life(), 5);
  }

  @Test
  void anEntryIsUsedAgainByALaterCallAndOnlyOnce() {
    Entry old = entries.next(job());
    spares.add(old, MUCH_LATER);
    assertNotSame(old, take(old, job()));

    spares.release();

    assertSame(old, take(old, job()));
    assertNotSame(old, take(old, job()));
  }

  @Test
  void ofAJobThatDidNotLiveLongNothingIsKept() {
    Entry old = entries.withId(1, job());
    spares.add(old, 1 + 200_000);
    spares.release();
    assertNotSame(old, take(old, job()));

    spares.add(old, 2 + 200_000);
    spares.release();
    assertSame(old, take(old, job()));
  }

  @Test
  void oneThatIsUsedAgainIsAsANewOne() throws IllegalAccessException {
    Entry old =
        entries.next(
            job().payload("[1]").tag("a", "b").group("g").priority(9).ttl(Duration.ofMinutes(1)));
    old.status = JobStatus.FAILED;
    old.attempt = 3;
    old.charged = 100;
    old.expiresAt = 4;
    old.runAt = 4;
    old.late = true;
    old.kept = true;
    old.work().spent = 2;
    spares.add(old, MUCH_LATER);
    spares.release();
    assertNull(old.work, "what can be large is let go at once");
    assertNull(old.payload());

    JobBuilder next = job().payload("{}").delay(Duration.ofSeconds(3));
    NewJob asked = next.build();
    Entry fresh = new Entry(7, asked, asked.type(), old.queue, entries.life(), 5);
    Entry again = take(old, next);

    assertSame(old, again);
    assertEquals(fields(fresh), fields(again));
  }

  /** What an entry says of its job, whatever fields it may have one day. */
  private static Map<String, Object> fields(Entry entry) throws IllegalAccessException {
    Map<String, Object> all = new TreeMap<>();
    for (Field each : Entry.class.getDeclaredFields()) {
      if (!Modifier.isStatic(each.getModifiers())) {
        each.setAccessible(true);
        Object value = each.get(entry);
        all.put(
            each.getName(),
            value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "" + value);
      }
    }
    return all;
  }

  @Test
  void noMoreThanAThousandAreKept() {
    Set<Entry> old = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1001; i++) {
      Entry one = entries.next(job());
      old.add(one);
      spares.add(one, 10 * MUCH_LATER);
    }
    spares.release();
    spares.add(entries.next(job()), 10 * MUCH_LATER);
    spares.release();

    Entry like = entries.next(job());
    for (int i = 0; i < 1000; i++) {
      assertTrue(old.remove(take(like, job())));
    }
    assertNotSame(old.iterator().next(), take(like, job()));
    assertEquals(1, old.size());
  }
}
