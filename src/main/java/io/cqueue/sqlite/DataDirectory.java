package io.cqueue.sqlite;

import io.cqueue.core.Backup;
import io.cqueue.core.OpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a server keeps its jobs: one server at a time, as long as this is open.
 * Thread-safe.
 */
final class DataDirectory implements AutoCloseable {

  private static final String DATABASE = "cqueue.db";
  private static final String LOCK = "cqueue.lock";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the directory, and makes it if it is not there.
   *
   * @throws OpenException if another server has it, or it cannot be used
   */
  static DataDirectory take(Path path) {
    try {
      Files.createDirectories(path);
      syncNames(path.toAbsolutePath());
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new OpenException("another server is using the directory " + path);
      }
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new OpenException("the directory " + path + " cannot be used: " + e, e);
    }
  }

  /** The lock ends with the process, however that ends. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Someone else in this process.
      return false;
    }
  }

  /**
   * Has the names in a directory, and its own, outlive a power cut: to sync a file is not enough
   * for its name. Where that cannot be asked for, it is up to the file system.
   */
  static void syncNames(@Nullable Path directory) {
    for (Path any = directory; any != null; any = any.getParent()) {
      try (FileChannel channel = FileChannel.open(any, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        // Not ours to read, or not a system that does this.
      }
    }
  }

  Path database() {
    return database(path);
  }

  /** Where the jobs are in a directory. */
  static Path database(Path path) {
    return path.resolve(DATABASE);
  }

  /** Makes a copy of the jobs beside them. */
  Backup backup(Instant now) throws IOException {
    Path name = Path.of("backup", "cqueue-" + NAME.format(now) + ".db");
    Files.createDirectories(path.resolve("backup"));
    return new Backup(name.toString(), Copies.copy(path, path.resolve(name)));
  }

  /** Lets another server have it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new OpenException("the directory " + path + " cannot be given back", e);
    }
  }
}
