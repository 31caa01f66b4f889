package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.http.Listener.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every change of status as it happens: {@code /events}. */
interface EventRules extends Rules {

  String LAST = "Last-Event-ID";

  private Listener listen(String parameters, String... headers) {
    return Listener.open(http(), parameters, headers);
  }

  @Test
  default void everyChangeOfStatusIsAnEvent() {
    OwnQueue queue = queue();
    try (Listener listener = listen("?queue=" + queue.name())) {
      assertTrue(listener.contentType().startsWith("text/event-stream"), listener::contentType);
      long id = queue.taken("'Type':'A'");
      http().post("/jobs/" + id + "/conclude", "").is(200);

      listener.next().isOf(id, "QUEUED");
      Event taken = listener.next();
      taken.isOf(id, "IN_PROGRESS");
      listener.next().isOf(id, "CONCLUDED");
      assertEquals("A", taken.data().path("Type").textValue());
      assertEquals(queue.name(), taken.data().path("Queue").textValue());
      assertEquals(1, taken.data().path("Attempt").intValue());
      Instant.parse(taken.data().path("At").textValue());
    }
  }

  @Test
  default void aListenerHearsOnlyWhatItAskedFor() {
    OwnQueue one = queue();
    OwnQueue two = queue();
    String names = "?queue=" + one.name() + "," + two.name();
    try (Listener listener = listen(names + "&type=b,c")) {
      one.add("'Type':'a'");
      queue().add("'Type':'b'");
      long third = one.add("'Type':'b'");
      long fourth = two.add("'Type':'c'");

      listener.next().isOf(third, "QUEUED");
      listener.next().isOf(fourth, "QUEUED");
    }
  }

  @Test
  default void withoutAFilterAListenerHearsAll() {
    try (Listener listener = listen("")) {
      long first = queue().add();
      long second = http().post("/jobs/enqueue", "{}").is(201).id();

      listener.next().isOf(first, "QUEUED");
      listener.next().isOf(second, "QUEUED");
    }
  }

  @Test
  default void aListenerThatComesBackHearsWhatItMissed() {
    OwnQueue queue = queue();
    String filter = "?queue=" + queue.name();
    String last;
    try (Listener listener = listen(filter)) {
      queue.add();
      last = listener.next().id();
    }
    long missed = queue.add();
    queue().add();

    try (Listener listener = listen(filter, LAST, last)) {
      Event event = listener.next();
      event.isOf(missed, "QUEUED");
      long live = queue.add();
      listener.next().isOf(live, "QUEUED");
      assertTrue(Long.parseLong(event.id()) > Long.parseLong(last));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0", "1"})
  default void aListenerThatMissedSomethingForGoodIsToldSo(String last) {
    OwnQueue queue = queue();
    try (Listener listener = listen("?queue=" + queue.name(), LAST, last)) {
      queue.add();
      Event event = listener.next();
      assertEquals("reset", event.name());
      assertEquals("{}", event.data().toString());
      Long.parseLong(event.id());
      long id = queue.add("'Type':'afterwards'");
      for (event = listener.next(); event.data().path("ID").asLong() != id; ) {
        assertEquals("status", event.name(), "it is told once");
        event = listener.next();
      }
      event.isOf(id, "QUEUED");
    }
  }

  @ParameterizedTest
  @CsvSource({"queue, -a", "queue, ''", "queue, 'a,,b'", "type, %0A", "type, ''", "tag.k, v"})
  default void aWrongFilterOfEventsIsRefusedByName(String name, String value) {
    http().get("/events?" + name + "=" + value).isProblem(400, "invalid").blames(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "99999999999999999999", "-"})
  default void anIdThatNoEventHasIsRefused(String id) {
    http().get("/events", LAST, id).isProblem(400, "invalid").blames(LAST);
  }
}
