import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/** What Spring does for most who use Axon: a transaction is one connection of a thread, and whoever
 * asks inside of it gets that one. */
public final class Transactions implements TransactionManager, ConnectionProvider {
  private final DataSource source;
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  public Transactions(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = current.get();
    return connection == null ? source.getConnection() : kept(connection);
  }

  /** One that its user may close as he likes. */
  private static Connection kept(Connection connection) {
    return (Connection) Proxy.newProxyInstance(Transactions.class.getClassLoader(),
        new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("close")) return null;
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException error) {
            throw error.getCause();
          }
        });
  }

  @Override
  public Transaction startTransaction() {
    if (current.get() != null) return new Joined();
    try {
      var connection = source.getConnection();
      connection.setAutoCommit(false);
      current.set(connection);
      return new Own();
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }

  /** Part of one that another began and will end. */
  private static final class Joined implements Transaction {
    @Override
    public void commit() {}

    @Override
    public void rollback() {}
  }

  private final class Own implements Transaction {
    @Override
    public void commit() {
      end(Connection::commit);
    }

    @Override
    public void rollback() {
      end(Connection::rollback);
    }
  }

  private interface Ending {
    void apply(Connection connection) throws SQLException;
  }

  private void end(Ending ending) {
    try (var connection = current.get()) {
      current.remove();
      ending.apply(connection);
      connection.setAutoCommit(true);
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }
}
