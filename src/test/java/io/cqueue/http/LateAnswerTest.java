package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer that is there at once, and one that comes later. */
final class LateAnswerTest {

  private final RefusedException full =
      Refusal.of(Refusal.Reason.QUEUE_FULL, "It is full.").asException();

  private final LateAnswers threads = new LateAnswers();
  private final LateAnswer answer = new LateAnswer(threads, null);

  @AfterEach
  void close() {
    threads.close();
  }

  private static Response response(int status) {
    return Response.status(status).build();
  }

  /** What Jersey would wait for. */
  @SuppressWarnings("unchecked")
  private CompletableFuture<Response> stage() {
    return (CompletableFuture<Response>)
        assertInstanceOf(CompletableFuture.class, answer.toReturn());
  }

  @Test
  void whatIsThereAtOnceIsReturned() {
    List<Thread> on = new ArrayList<>();
    Reply<Integer> reply =
        answer.with(
            status -> {
              on.add(Thread.currentThread());
              return response(status);
            });
    reply.accept(201);
    assertEquals(201, assertInstanceOf(Response.class, answer.toReturn()).getStatus());
    assertEquals(List.of(Thread.currentThread()), on);
  }

  @Test
  void aRefusalThatIsThereAtOnceIsReturned() {
    answer.<Integer>with(LateAnswerTest::response).refuse(full);
    assertEquals(429, assertInstanceOf(Response.class, answer.toReturn()).getStatus());
  }

  @Test
  void whatComesLaterIsMadeByAnotherThreadThanTheOneThatBringsIt() throws Exception {
    AtomicReference<Thread> on = new AtomicReference<>();
    Reply<Integer> reply =
        answer.with(
            status -> {
              on.set(Thread.currentThread());
              return response(status);
            });
    CompletableFuture<Response> stage = stage();
    assertFalse(stage.isDone());
    // The thread of a request goes on to other requests, and may be the one that brings this.
    reply.accept(201);
    assertEquals(201, stage.get().getStatus());
    assertNotEquals(Thread.currentThread(), on.get());
  }

  @Test
  void aRefusalMayComeLater() throws Exception {
    Reply<Integer> reply = answer.with(LateAnswerTest::response);
    CompletableFuture<Response> stage = stage();
    reply.refuse(full);
    assertEquals(429, stage.get().getStatus());
  }

  @Test
  void aRefusalInTheMiddleOfWhatIsDoneIsAnswered() throws Exception {
    Reply<Integer> reply =
        answer.then(
            status -> {
              throw full;
            });
    CompletableFuture<Response> stage = stage();
    reply.accept(201);
    assertEquals(429, stage.get().getStatus());
  }

  @Test
  void aBugIsForJerseyToAnswerAndNoClientWaitsForEver() {
    IllegalStateException bug = new IllegalStateException("for this test");
    Reply<Integer> reply =
        answer.then(
            status -> {
              throw bug;
            });
    reply.accept(201);
    assertSame(bug, assertThrows(ExecutionException.class, () -> stage().get()).getCause());
  }

  @Test
  void oneThatAsksAgainIsAnsweredByWhatComesOfThat() throws Exception {
    Reply<Integer> second = answer.with(LateAnswerTest::response);
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    Reply<Integer> first = answer.then(any -> asked.complete(true));
    CompletableFuture<Response> stage = stage();
    first.accept(1);
    asked.get();
    assertFalse(stage.isDone());
    second.accept(200);
    assertEquals(200, stage.get().getStatus());
  }

  /** On which threads those were answered that waited until this thread asked something. */
  private List<Thread> helped(boolean inReach, int waiting) throws Exception {
    Departure client = new Departure();
    client.inReachIf(() -> inReach);
    List<CompletableFuture<Thread>> on = new ArrayList<>();
    List<Reply<Integer>> replies = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      on.add(thread);
      threads.answer(
          client,
          later ->
              replies.add(
                  later.with(
                      status -> {
                        thread.complete(Thread.currentThread());
                        return response(status);
                      })));
    }
    Object own =
        threads.answer(
            mine -> {
              replies.forEach(reply -> reply.accept(200));
              mine.give(response(201));
            });
    assertEquals(201, assertInstanceOf(Response.class, own).getStatus());
    List<Thread> all = new ArrayList<>();
    for (CompletableFuture<Thread> thread : on) {
      all.add(thread.get());
    }
    return all;
  }

  @Test
  void whoBringsItAboutAnswersTheFirstThatCannotHoldItUp() throws Exception {
    List<Thread> on = helped(true, 3);
    assertSame(Thread.currentThread(), on.get(0));
    assertNotEquals(Thread.currentThread(), on.get(1));
    assertNotEquals(Thread.currentThread(), on.get(2));
  }

  @Test
  void whoBringsItAboutAnswersNobodyWhoCould() throws Exception {
    assertNotEquals(Thread.currentThread(), helped(false, 1).get(0));
  }

  @Test
  void whoIsAskedNothingAnswersNobody() throws Exception {
    Departure client = new Departure();
    client.inReachIf(() -> true);
    CompletableFuture<Thread> on = new CompletableFuture<>();
    List<Reply<Integer>> replies = new ArrayList<>();
    threads.answer(
        client, later -> replies.add(later.then(status -> on.complete(Thread.currentThread()))));

    replies.get(0).accept(200);

    assertNotEquals(Thread.currentThread(), on.get());
  }

  @Test
  void theLogKnowsAnAnswerByItsOwnRequestAndThenGoesOnWithTheOther() throws Exception {
    Departure client = new Departure();
    client.inReachIf(() -> true);
    List<Reply<Integer>> replies = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    RequestIds.under(
            "consumer",
            () ->
                threads.answer(
                    client,
                    later ->
                        replies.add(
                            later.then(any -> seen.add(String.valueOf(RequestIds.current()))))))
        .run();
    RequestIds.under(
            "producer",
            () -> {
              threads.answer(mine -> replies.get(0).accept(1));
              seen.add(String.valueOf(RequestIds.current()));
            })
        .run();
    assertEquals(List.of("consumer", "producer"), seen);
  }
}
