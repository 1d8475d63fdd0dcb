import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.projection.jdbc.JdbcSession;

/** A transaction of a projection: its rows and its offset. */
public final class PlainSession implements JdbcSession {
  private final Connection connection;

  public PlainSession(DataSource source) {
    try {
      connection = source.getConnection();
      connection.setAutoCommit(false);
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }

  @Override
  public <Result> Result withConnection(Function<Connection, Result> use) throws Exception {
    return use.apply(connection);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.setAutoCommit(true);
    connection.close();
  }
}
