package io.cqueue.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.UnixOperatingSystemMXBean;
import io.cqueue.http.ManyConsumersContract;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of consumers of the WAR that runs on its own. */
final class ManyConsumersIT extends ManyConsumersContract {

  /** For everything else that this process has open. */
  private static final int OTHER_FILES = 1_000;

  @TempDir private static Path directory;
  private static JavaJar server;

  @BeforeAll
  static void start() {
    server = JavaJar.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri();
  }

  @Override
  protected long maxConnections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - OTHER_FILES
        : Long.MAX_VALUE;
  }

  /** All that a thread dump shows: those of Java and those of the virtual machine. */
  @Override
  protected long threads() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(List.of(jcmd, Long.toString(server.process().pid()), "Thread.print"))
            .redirectErrorStream(true)
            .start();
    String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), dump);
    return dump.lines().filter(line -> line.startsWith("\"")).count();
  }
}
