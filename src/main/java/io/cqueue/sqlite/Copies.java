package io.cqueue.sqlite;

import io.cqueue.core.OpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * Copies of the file, made by SQLite's own backup: each is as the file was at one moment, and the
 * server that uses it goes on meanwhile. Thread-safe.
 */
public final class Copies {

  private Copies() {}

  /**
   * Makes a copy of what is in a data directory, whether a server uses it or not.
   *
   * @param data the directory
   * @param to a file that does not exist
   * @return how many bytes it has
   * @throws OpenException if there is nothing to copy, or it cannot be copied there
   */
  public static long copy(Path data, Path to) {
    Path file = DataDirectory.database(data);
    if (!Files.exists(file)) {
      throw new OpenException("there is no " + file);
    }
    if (Files.exists(to)) {
      throw new OpenException(to + " exists already");
    }
    Path part = to.resolveSibling(to.getFileName() + ".part");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection()) {
      // The driver has a statement for it, too, but that takes no name with a quotation mark.
      DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
      int code = database.backup("main", part.toString(), null);
      if (code != SQLiteErrorCode.SQLITE_OK.code) {
        throw DB.newSQLException(code, "backup failed");
      }
      // Only what is whole gets the name.
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      DataDirectory.syncNames(to.toAbsolutePath().getParent());
      return Files.size(to);
    } catch (SQLException | IOException e) {
      throw new OpenException("cannot copy " + file + " to " + to + ": " + e.getMessage(), e);
    }
  }
}
