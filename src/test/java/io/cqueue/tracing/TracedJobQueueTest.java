package io.cqueue.tracing;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.ManualClock;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's own SDK gets to see. */
final class TracedJobQueueTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Dequeue ANY = new Dequeue(List.of("mail"), Set.of(), 9, null, null, null);

  private final ManualClock clock = new ManualClock();
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final JobQueue plain =
      new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(1 << 20, 100));
  private final JobQueue queue = TracedJobQueue.around(plain, sdk(), clock);

  private OpenTelemetry sdk() {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return provider;
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
      }
    };
  }

  @AfterEach
  void close() {
    queue.close();
    provider.close();
  }

  private List<SpanData> spans() {
    List<SpanData> spans = exporter.getFinishedSpanItems();
    exporter.reset();
    return spans;
  }

  private SpanData span(String name) {
    List<SpanData> spans = spans();
    assertEquals(List.of(name), spans.stream().map(SpanData::getName).toList());
    return spans.get(0);
  }

  private static String attribute(SpanData span, String name) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey("messaging." + name)));
  }

  private long add() {
    return queue
        .enqueue(job().in("mail").trace("00-" + TRACE + "-" + SPAN + "-01", "a=1").build())
        .id();
  }

  @Test
  void eachStepOfAJobIsASpanInTheTraceOfItsProducer() {
    long id = add();
    SpanData added = span("enqueue mail");
    assertEquals(TRACE, added.getTraceId());
    assertEquals(SPAN, added.getParentSpanId());
    assertEquals(SpanKind.SERVER, added.getKind());
    assertEquals("cqueue", attribute(added, "system"));
    assertEquals("send", attribute(added, "operation.type"));
    assertEquals("mail", attribute(added, "destination.name"));

    int attempt = queue.dequeue(ANY).get(0).attempt();
    SpanData taken = span("dequeue mail");
    assertEquals(TRACE, taken.getTraceId());
    assertEquals("receive", attribute(taken, "operation.type"));
    assertEquals(Long.toString(id), attribute(taken, "message.id"));

    queue.settle(new Settlement.Conclude(id, new Claim(attempt, null), null));
    SpanData done = span("conclude mail");
    assertEquals(TRACE, done.getTraceId());
    assertEquals("settle", attribute(done, "operation.type"));
    assertEquals("1", done.getLinks().get(0).getSpanContext().getTraceState().get("a"));
  }

  @Test
  void withinTheSpanOfARequestItIsAPartOfThatAndLinksToTheJobs() {
    add();
    add();
    spans();
    Span request = provider.get("agent").spanBuilder("POST /jobs/dequeue").startSpan();
    assertEquals(
        2, Context.current().with(request).wrapSupplier(() -> queue.dequeue(ANY)).get().size());

    SpanData taken = span("dequeue mail");
    assertEquals(request.getSpanContext().getSpanId(), taken.getParentSpanId());
    assertEquals(SpanKind.INTERNAL, taken.getKind());
    assertEquals(
        2L, taken.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")));
    assertEquals(1, taken.getLinks().size(), "both jobs are of one trace");
    assertEquals(SPAN, taken.getLinks().get(0).getSpanContext().getSpanId());
  }

  @Test
  void aConsumerThatWaitedHasASpanOfTheTimeFromItsRequestToItsJob() {
    List<Job> got = new ArrayList<>();
    queue.dequeue(ANY, Duration.ofSeconds(60), got::addAll);
    assertEquals(List.of(), spans(), "nothing has come");
    clock.advance(Duration.ofSeconds(5));
    plain.enqueue(job().in("mail").build());

    SpanData taken = span("dequeue mail");
    assertEquals(1, got.size());
    assertEquals(
        Duration.ofSeconds(5).toNanos(), taken.getEndEpochNanos() - taken.getStartEpochNanos());
  }

  @Test
  void whatFindsNoJobAndWhatIsRefusedIsNoSpan() {
    assertEquals(List.of(), queue.dequeue(ANY));
    Settlement unknown = new Settlement.Conclude(77, Claim.NONE, null);
    assertThrows(RefusedException.class, () -> queue.settle(unknown));
    queue.drain(true);
    assertThrows(RefusedException.class, this::add);

    assertEquals(List.of(), spans());
    assertTrue(queue.stats().draining(), "all else goes to the queue itself");
  }

  @Test
  void withoutAnSdkThereIsNothingBeforeTheQueue() {
    assertSame(plain, TracedJobQueue.around(plain, OpenTelemetry.noop(), clock));
    assertNotSame(plain, queue);
  }
}
