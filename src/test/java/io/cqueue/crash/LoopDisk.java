package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk with a file system (ext4) in a file. What programs have written there is in the file only
 * once the kernel has put it on the disk, as after {@code fsync}: so a copy of the file is what a
 * power cut would leave. It takes root. Not thread-safe.
 */
final class LoopDisk {

  private final Path image;
  private final Path at;

  private LoopDisk(Path image, Path at) {
    this.image = image;
    this.at = at;
  }

  /** Makes an empty one in a directory. */
  static LoopDisk create(Path directory, int megabytes) throws Exception {
    Path image = directory.resolve("disk.img");
    run("truncate", "-s", megabytes + "M", image.toString());
    // Nothing is held back for root, who runs this.
    run("mkfs.ext4", "-q", "-m", "0", image.toString());
    return mount(image, Files.createDirectory(directory.resolve("disk")));
  }

  private static LoopDisk mount(Path image, Path at) throws Exception {
    run("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString());
    return new LoopDisk(image, at);
  }

  /** Where it is mounted. */
  Path path() {
    return at;
  }

  /** What remains of it when the power fails now, mounted at the same place. */
  LoopDisk cutPower() throws Exception {
    Path left = image.resolveSibling("left.img");
    run("cp", "--sparse=always", image.toString(), left.toString());
    unmount();
    Files.delete(image);
    Files.move(left, image);
    return mount(image, at);
  }

  /** Has the kernel find an error, after which it only lets the disk be read. */
  void fail() throws Exception {
    String device = output("losetup", "-n", "-O", "NAME", "-j", image.toString()).strip();
    String name = Path.of(device).getFileName().toString();
    Files.writeString(Path.of("/sys/fs/ext4", name, "trigger_fs_error"), "1");
  }

  /** Has whoever writes to it wait, and whoever flushes it. */
  void freeze() throws Exception {
    run("fsfreeze", "-f", at.toString());
  }

  /** Lets everyone go on who waits for it. */
  void thaw() throws Exception {
    run("fsfreeze", "-u", at.toString());
  }

  /** Has it checked and repaired, and mounts it again. */
  LoopDisk repair() throws Exception {
    unmount();
    // 1 says that there were errors, which have been corrected.
    output("e2fsck", "-fy", image.toString());
    return mount(image, at);
  }

  /** Unmounts it. */
  void unmount() throws Exception {
    run("umount", at.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String said = read(process);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + said);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String said = read(process);
    process.waitFor();
    return said;
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
