package io.cqueue.tracing;

import io.cqueue.core.Job;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Settlement;
import io.cqueue.core.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans by OpenTelemetry's conventions for messaging, when the work is done: what found no
 * job is no span. A span belongs to the request, if an agent has one for it, or else to the trace
 * of the one job that it is about; it has links to those of all. Thread-safe.
 */
final class Spans {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> QUEUE =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");

  /** As many links as an SDK keeps, unless it is told otherwise. */
  private static final int MAX_LINKS = 128;

  private static final TextMapGetter<Trace> HEADERS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Trace trace, String key) {
          if (trace == null) {
            return null;
          }
          return key.equals("traceparent") ? trace.parent() : trace.state();
        }
      };

  /** What a span says of a job. */
  private record Message(String queue, @Nullable Long id, @Nullable Trace trace) {

    static Message of(Job job) {
      return new Message(job.queue(), job.id(), job.options().trace());
    }
  }

  private final Tracer tracer;
  private final InstantSource clock;

  Spans(Tracer tracer, InstantSource clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  Begun begin() {
    return new Begun(Context.current(), clock.instant());
  }

  /** Something that is going on. */
  final class Begun {

    private final Context context;
    private final Instant at;

    private Begun(Context context, Instant at) {
      this.context = context;
      this.at = at;
    }

    void enqueued(List<NewJob> jobs) {
      end(
          "enqueue",
          "send",
          jobs.stream().map(job -> new Message(job.queue(), null, job.options().trace())));
    }

    void dequeued(List<Job> jobs) {
      end("dequeue", "receive", jobs.stream().map(Message::of));
    }

    /** Each kind by itself, since a request may have several. */
    void settled(List<Settlement> items, List<Outcome> outcomes) {
      for (String kind : items.stream().map(Begun::kind).distinct().toList()) {
        List<Message> done = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          if (kind(items.get(i)).equals(kind) && outcomes.get(i) instanceof Outcome.Done one) {
            done.add(Message.of(one.job()));
          }
        }
        end(kind, "settle", done.stream());
      }
    }

    private static String kind(Settlement item) {
      return item.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void end(String operation, String type, Stream<Message> of) {
      List<Message> messages = of.toList();
      if (messages.isEmpty()) {
        return;
      }
      List<String> queues = messages.stream().map(Message::queue).distinct().toList();
      String queue = queues.size() == 1 ? queues.get(0) : null;
      SpanBuilder span =
          tracer
              .spanBuilder(queue == null ? operation : operation + " " + queue)
              .setAttribute(SYSTEM, "cqueue")
              .setAttribute(NAME, operation)
              .setAttribute(TYPE, type)
              .setStartTimestamp(at);
      if (queue != null) {
        span.setAttribute(QUEUE, queue);
      }
      Message only = messages.size() == 1 ? messages.get(0) : null;
      if (only == null) {
        span.setAttribute(COUNT, (long) messages.size());
      } else if (only.id() != null) {
        span.setAttribute(ID, Long.toString(only.id()));
      }
      belong(span, only);
      messages.stream()
          .map(Message::trace)
          .filter(Objects::nonNull)
          .distinct()
          .limit(MAX_LINKS)
          .forEach(trace -> span.addLink(context(trace)));
      span.startSpan().end(clock.instant());
    }

    private void belong(SpanBuilder span, @Nullable Message only) {
      boolean inRequest = Span.fromContext(context).getSpanContext().isValid();
      if (inRequest || only == null || only.trace() == null) {
        span.setParent(context);
      } else {
        span.setParent(context.with(Span.wrap(context(only.trace()))));
      }
      // Where there is nothing around it, it is where this server comes in.
      span.setSpanKind(inRequest ? SpanKind.INTERNAL : SpanKind.SERVER);
    }
  }

  private static SpanContext context(Trace trace) {
    Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), trace, HEADERS);
    return Span.fromContext(read).getSpanContext();
  }
}
