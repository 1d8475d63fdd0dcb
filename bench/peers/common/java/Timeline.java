import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The read table that every peer projects to: one row for each event, so that a lost one shows. */
public final class Timeline {
  public static final String SQL = "CREATE TABLE timeline ("
      + "order_id text, version bigint, part text NOT NULL, price_minor bigint NOT NULL, "
      + "at timestamptz NOT NULL, PRIMARY KEY (order_id, version))";

  // All peers deliver at least once.
  private static final String INSERT =
      "INSERT INTO timeline VALUES (?, ?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING";
  private static final int FIRST_ROW_SECONDS_MAX = 60; // writers may begin after the subscription

  public record Seen(long rows, double seconds) {}

  private Timeline() {}

  public static void add(Connection connection, String order, long version, String part,
                         long priceMinor, String at) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, order);
      statement.setLong(2, version);
      statement.setString(3, part);
      statement.setLong(4, priceMinor);
      statement.setString(5, at);
      statement.executeUpdate();
    }
  }

  /** Until the table holds all events, or has not grown for a while after its first row. */
  public static Seen untilProjected(DataSource source, Options options, long begun)
      throws SQLException, InterruptedException {
    long rows = 0;
    long grown = begun;
    while (true) {
      long seen = Database.number(source, "SELECT count(*) FROM timeline");
      long now = System.nanoTime();
      if (seen > rows) {
        rows = seen;
        grown = now;
      }
      double patience = rows > 0 ? options.real("idle") : FIRST_ROW_SECONDS_MAX;
      if (rows >= options.number("events") || now - grown > patience * 1e9) {
        return new Seen(rows, (grown - begun) / 1e9);
      }
      Thread.sleep(Math.min(250, 20 + rows / 1000)); // counting costs, the more the longer it is
    }
  }
}
