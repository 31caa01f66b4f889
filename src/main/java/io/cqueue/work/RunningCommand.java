package io.cqueue.work;

import io.cqueue.client.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command at work. Used by the thread that started it. */
final class RunningCommand {

  /** The system takes so much without anyone reading it. */
  private static final int PIPE_BYTES = 32 << 10;

  /** Of the standard error. */
  private static final int TAIL_BYTES = 8 << 10;

  private final Process process;
  private final CommandSettings settings;
  private final Output out;
  private final Output err;
  private final List<Future<?>> reading;

  private RunningCommand(
      Process process, CommandSettings settings, Output out, Output err, List<Future<?>> reading) {
    this.process = process;
    this.settings = settings;
    this.out = out;
    this.err = err;
    this.reading = reading;
  }

  static RunningCommand start(
      ProcessBuilder builder,
      @Nullable Json payload,
      CommandSettings settings,
      ExecutorService threads)
      throws IOException {
    Process process = builder.start();
    Output out = Output.head(settings.maxOutput());
    Output err = Output.tail(TAIL_BYTES);
    List<Future<?>> reading =
        List.of(
            threads.submit(() -> out.read(process.getInputStream())),
            threads.submit(() -> err.read(process.getErrorStream())));
    byte[] input =
        payload == null ? new byte[0] : (payload.text() + "\n").getBytes(StandardCharsets.UTF_8);
    if (input.length <= PIPE_BYTES) {
      write(process, input);
    } else {
      var unused = threads.submit(() -> write(process, input));
    }
    return new RunningCommand(process, settings, out, err, reading);
  }

  private static void write(Process process, byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It does not want to read that, which is its own affair.
    }
  }

  /** Waits until it ends by itself. */
  Ending await() throws InterruptedException {
    int exitCode = process.waitFor();
    awaitOutput();
    return new Ending(exitCode, out, err);
  }

  /**
   * What the command has started and left behind may hold its output open for ever. So there is an
   * end to waiting for that of the output.
   */
  private void awaitOutput() throws InterruptedException {
    for (Future<?> each : reading) {
      try {
        each.get(settings.killAfter().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        each.cancel(true);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends it, and whatever it has started: first by asking, then by force. */
  void kill() {
    List<ProcessHandle> all = Stream.concat(process.descendants(), own()).toList();
    all.forEach(ProcessHandle::destroy);
    if (!hasEnded(all)) {
      // Those that were started meanwhile, too.
      Stream.concat(process.descendants(), all.stream()).forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Stream<ProcessHandle> own() {
    return Stream.of(process.toHandle());
  }

  private boolean hasEnded(List<ProcessHandle> all) {
    try {
      for (ProcessHandle each : all) {
        each.onExit().get(settings.killAfter().toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (TimeoutException | InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
