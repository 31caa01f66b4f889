package io.cqueue.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that keeps over a power cut only what a process synced: of a file what it had at its
 * last {@code fsync}, of a directory the names that it had at its own. That is less than any file
 * system keeps. What was not synced may survive too, sector by sector, in any order: so may much
 * that no file system would keep, such as the second half of a page without the first.
 *
 * <p>What was synced is noted by {@code src/test/c/power.c}, which a process has to preload. Not
 * thread-safe.
 */
final class ForgetfulDisk {

  private static final int SECTOR = 512;

  private final Path library;
  private final Path disk;
  private final Path kept;
  private final Path before;

  private ForgetfulDisk(Path home) {
    this.library = home.resolve("power.so");
    this.disk = home.resolve("disk");
    this.kept = home.resolve("kept");
    this.before = home.resolve("before");
  }

  /** Makes an empty one in a directory. It takes a C compiler. */
  static ForgetfulDisk create(Path home) throws IOException, InterruptedException {
    ForgetfulDisk made = new ForgetfulDisk(home.toRealPath());
    Process compiler =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                made.library.toString(),
                "src/test/c/power.c")
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, compiler.waitFor(), said);
    Files.createDirectory(made.disk);
    Files.createDirectory(made.kept);
    return made;
  }

  /** Where it is. */
  Path path() {
    return disk;
  }

  /** With these variables a process uses it. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "POWER_DISK", disk.toString(),
        "POWER_KEPT", kept.toString());
  }

  /**
   * Leaves what a power cut would. Nobody may be using it.
   *
   * @param luck decides of each sector and name that was not synced whether it survives; null if
   *     none does
   */
  void cutPower(@Nullable Random luck) throws IOException {
    Files.move(disk, before);
    restoreDirectory(before, disk, luck);
    empty(kept);
    // Whatever is on a disk after a start has been synced.
    note(disk);
    empty(before);
    Files.delete(before);
  }

  private static boolean survives(@Nullable Random luck) {
    return luck != null && luck.nextBoolean();
  }

  private void restoreDirectory(Path from, Path to, @Nullable Random luck) throws IOException {
    Files.createDirectory(to);
    Map<String, Long> present = names(from);
    Map<String, Long> synced = syncedNames(inode(from));
    Map<String, Long> all = new HashMap<>(present);
    all.putAll(synced);
    for (String name : all.keySet()) {
      Long inode = survives(luck) ? present.get(name) : synced.get(name);
      if (inode != null) {
        restore(inode, find(from, inode), to.resolve(name), luck);
      }
    }
  }

  private void restore(long inode, @Nullable Path from, Path to, @Nullable Random luck)
      throws IOException {
    if (from != null && Files.isDirectory(from)) {
      restoreDirectory(from, to, luck);
      return;
    }
    Path copy = kept.resolve(Long.toString(inode));
    byte[] synced = Files.exists(copy) ? Files.readAllBytes(copy) : new byte[0];
    byte[] present = from == null ? synced : Files.readAllBytes(from);
    Files.write(to, survivors(synced, present, luck));
  }

  private static byte[] survivors(byte[] synced, byte[] present, @Nullable Random luck) {
    byte[] left = survives(luck) ? Arrays.copyOf(synced, present.length) : synced.clone();
    for (int at = 0; at < Math.min(left.length, present.length); at += SECTOR) {
      if (survives(luck)) {
        int length = Math.min(SECTOR, Math.min(left.length, present.length) - at);
        System.arraycopy(present, at, left, at, length);
      }
    }
    return left;
  }

  private static long inode(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
  }

  private static Map<String, Long> names(Path directory) throws IOException {
    Map<String, Long> names = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        names.put(file.getFileName().toString(), inode(file));
      }
    }
    return names;
  }

  private Map<String, Long> syncedNames(long directory) throws IOException {
    Path list = kept.resolve(Long.toString(directory));
    Map<String, Long> names = new HashMap<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        int space = line.indexOf(' ');
        names.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
      }
    }
    return names;
  }

  /** Where a file is now; null if it is not there any more. */
  private static @Nullable Path find(Path directory, long inode) throws IOException {
    for (Map.Entry<String, Long> entry : names(directory).entrySet()) {
      if (entry.getValue() == inode) {
        return directory.resolve(entry.getKey());
      }
    }
    return null;
  }

  private void note(Path path) throws IOException {
    Path copy = kept.resolve(Long.toString(inode(path)));
    if (!Files.isDirectory(path)) {
      Files.copy(path, copy);
      return;
    }
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, Long> entry : names(path).entrySet()) {
      list.append(entry.getValue()).append(' ').append(entry.getKey()).append('\n');
      note(path.resolve(entry.getKey()));
    }
    Files.writeString(copy, list);
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.isDirectory(file)) {
          empty(file);
        }
        Files.delete(file);
      }
    }
  }
}
