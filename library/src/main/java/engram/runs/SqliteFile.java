package engram.runs;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Opens the index file: creates, migrates and, where it is damaged, replaces it. */
final class SqliteFile {
  private static final String NAME = "registry.sqlite";
  private static final List<String> MIGRATIONS = List.of("registry-1.sql");
  private static final int BUSY_MILLIS = 30_000;

  private final Path home;
  private final Path file;

  private SqliteFile(Path home) {
    this.home = home;
    this.file = home.resolve(NAME);
  }

  /**
   * The registry in {@code home}; one process at a time opens it, so that no two replace it. What a
   * person should know of the replacement of a damaged file goes to {@code warnings}.
   */
  static Registry open(Path home, Consumer<String> warnings) {
    return new SqliteFile(home).open(warnings);
  }

  private Registry open(Consumer<String> warnings) {
    synchronized (SqliteFile.class) {
      Path gate = home.resolve(".registry.lock");
      try (FileChannel channel =
          FileChannel.open(gate, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // freed when the channel is closed
        useOwnNativeFolder();
        return openOrReplace(warnings);
      } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
        throw new EngramException(
            Kind.CANNOT_CREATE,
            home + ": this folder of runs cannot be written in; name another with --home",
            e);
      } catch (IOException e) {
        throw EngramException.io(gate, e);
      }
    }
  }

  private Registry openOrReplace(Consumer<String> warnings) throws IOException {
    try {
      return new SqliteRegistry(file, connectChecked());
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw SqliteRegistry.failure(file, e);
      }
      warnings.accept(file + ": the index was damaged and is rebuilt from the run folders");
    }
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(home.resolve(NAME + suffix));
    }
    try {
      return new SqliteRegistry(file, connectChecked());
    } catch (SQLException e) {
      throw SqliteRegistry.failure(file, e);
    }
  }

  private Connection connectChecked() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
    try {
      check(connection);
      migrate(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("pragma quick_check(1)")) {
      if (!row.next() || !row.getString(1).equals("ok")) {
        throw new SQLException("quick_check", "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  private void migrate(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > MIGRATIONS.size()) {
      throw new EngramException(
          Kind.BAD_CONFIG,
          "%s: schema version %d is newer than %d, the newest that this Engram knows; update Engram"
              .formatted(file, version, MIGRATIONS.size()));
    }
    for (int next = version + 1; next <= MIGRATIONS.size(); next++) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements(MIGRATIONS.get(next - 1))) {
          statement.execute(sql);
        }
        statement.execute("pragma user_version = " + next);
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("pragma user_version")) {
      return row.getInt(1);
    }
  }

  private static List<String> statements(String resource) {
    return Pattern.compile(";\\s*\\R")
        .splitAsStream(text(resource))
        .filter(sql -> !sql.isBlank())
        .toList();
  }

  private static String text(String resource) {
    try (InputStream in = SqliteFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDamage(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /**
   * Lets the driver unpack its native library here instead of the system's temporary folder, and
   * removes what killed processes left. A library in use stays mapped after its file is gone.
   */
  private void useOwnNativeFolder() throws IOException {
    Path folder = home.resolve(".native");
    SafeFile.createFolders(folder);
    if (System.getProperty("org.sqlite.tmpdir") == null) {
      System.setProperty("org.sqlite.tmpdir", folder.toString());
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path old : files) {
        deleteIfFree(old);
      }
    }
  }

  private static void deleteIfFree(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // Windows keeps a library that is in use
    }
  }
}
