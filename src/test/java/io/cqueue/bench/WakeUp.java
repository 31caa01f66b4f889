package io.cqueue.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long it takes from the moment a producer begins to send a job until the consumer that waits
 * for one has it. Prints microseconds. The arguments are where the servers are, to be measured in
 * turn: {@code http://localhost:3000}, {@code beanstalkd://localhost:11300}, {@code
 * redis://localhost:6379}.
 */
public final class WakeUp {

  private static final int TIMES = Integer.getInteger("bench.times", 20_000);

  private final ExecutorService thread;
  private final WakeUpPeer consumer;
  private final WakeUpPeer producer;

  private WakeUp(URI server, ExecutorService thread) throws IOException {
    this.thread = thread;
    this.consumer = WakeUpPeer.to(server);
    this.producer = WakeUpPeer.to(server);
  }

  public static void main(String[] args) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    for (int round = 0; round < 2; round++) {
      for (String server : args) {
        long[] micros = new WakeUp(URI.create(server), thread).measure();
        if (round == 0) {
          continue; // to warm up
        }
        System.out.printf(
            "wake-up, %s: median %d µs, 99 %% %d µs, most %d µs%n",
            server, micros[TIMES / 2], micros[TIMES * 99 / 100], micros[TIMES - 1]);
      }
    }
    thread.shutdown();
  }

  /** All times, sorted. */
  private long[] measure() throws IOException, InterruptedException, ExecutionException {
    long[] micros = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      consumer.await();
      Future<Long> arrival =
          thread.submit(
              () -> {
                consumer.answer();
                return System.nanoTime();
              });
      while (!producer.seesOneWaiting()) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      producer.put();
      micros[i] = (arrival.get() - start) / 1000;
      consumer.settle();
    }
    Arrays.sort(micros);
    return micros;
  }
}
