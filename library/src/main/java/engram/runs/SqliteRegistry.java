package engram.runs;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The index in one SQLite file; one connection, used by one thread at a time. */
final class SqliteRegistry implements Registry {
  /** Work within one transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private final Path file;
  private final Connection connection;

  /** Takes over {@code connection} to the migrated {@code file}. */
  SqliteRegistry(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  @Override
  public synchronized Map<String, String> stamps() {
    return inTransaction(
        () -> {
          Map<String, String> stamps = new HashMap<>();
          try (Statement query = connection.createStatement();
              ResultSet rows = query.executeQuery("select id, stamp from runs")) {
            while (rows.next()) {
              stamps.put(rows.getString(1), rows.getString(2));
            }
          }
          return stamps;
        });
  }

  @Override
  public synchronized void put(Map<RunSummary, String> runs) {
    inTransaction(
        () -> {
          for (Map.Entry<RunSummary, String> entry : runs.entrySet()) {
            deleteRun(entry.getKey().id());
            insertRun(entry.getKey(), entry.getValue());
            insertMetrics(entry.getKey());
          }
          return true;
        });
  }

  @Override
  public synchronized void remove(String id) {
    inTransaction(() -> deleteRun(id));
  }

  @Override
  public synchronized List<RunSummary> runs() {
    return inTransaction(
        () -> {
          Map<String, Map<String, Double>> metrics = metrics();
          List<RunSummary> runs = new ArrayList<>();
          try (Statement query = connection.createStatement();
              ResultSet rows =
                  query.executeQuery(
                      "select id, model, status, created, finished, data, seed from runs")) {
            while (rows.next()) {
              runs.add(summary(rows, metrics.getOrDefault(rows.getString(1), Map.of())));
            }
          }
          return runs;
        });
  }

  private static RunSummary summary(ResultSet row, Map<String, Double> metrics)
      throws SQLException {
    @Nullable String finished = row.getString(5);
    return new RunSummary(
        row.getString(1),
        row.getString(2),
        RunStatus.valueOf(row.getString(3)),
        Instant.parse(row.getString(4)),
        Optional.ofNullable(finished).map(Instant::parse),
        row.getString(6),
        row.getLong(7),
        metrics);
  }

  private Map<String, Map<String, Double>> metrics() throws SQLException {
    Map<String, Map<String, Double>> byRun = new HashMap<>();
    try (Statement query = connection.createStatement();
        ResultSet rows =
            query.executeQuery("select run, name, value from metrics order by run, position")) {
      while (rows.next()) {
        double value = rows.getDouble(3);
        double metric = rows.wasNull() ? Double.NaN : value;
        byRun
            .computeIfAbsent(rows.getString(1), id -> new LinkedHashMap<>())
            .put(rows.getString(2), metric);
      }
    }
    return byRun;
  }

  private boolean deleteRun(String id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("delete from runs where id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate() > 0;
    }
  }

  private void insertRun(RunSummary run, String stamp) throws SQLException {
    String sql = "insert into runs values (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, run.id());
      insert.setString(2, run.model());
      insert.setString(3, run.status().name());
      insert.setString(4, run.created().toString());
      insert.setString(5, run.finished().map(Instant::toString).orElse(null));
      insert.setString(6, run.data());
      insert.setLong(7, run.seed());
      insert.setString(8, stamp);
      insert.executeUpdate();
    }
  }

  /** Not-a-number is stored as null, as SQLite has no other form for it. */
  private void insertMetrics(RunSummary run) throws SQLException {
    String sql = "insert into metrics values (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int position = 0;
      for (Map.Entry<String, Double> metric : run.metrics().entrySet()) {
        insert.setString(1, run.id());
        insert.setInt(2, position++);
        insert.setString(3, metric.getKey());
        insert.setDouble(4, metric.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private <T> T inTransaction(Work<T> work) {
    try {
      return transact(connection, work);
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private static <T> T transact(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** The error for a person, who may delete an index that stays broken. */
  static EngramException failure(Path file, Exception e) {
    return new EngramException(
        Kind.IO,
        file + ": " + e.getMessage() + "; it is only an index: delete it and it is rebuilt",
        e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw EngramException.io(file, e);
    }
  }
}
