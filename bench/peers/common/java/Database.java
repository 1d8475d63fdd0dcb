import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Postgres behind its unix socket, as the other peers reach it. */
public final class Database {
  public static final String SOCKET_FACTORY = "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";

  private Database() {}

  /** What a URL of libpq says, in the words of JDBC. */
  public record Address(String jdbc, String user, String socket) {
    public static Address of(String url) {
      var address = URI.create(url.replace("@/", "@socket/"));
      var host = address.getQuery().replaceFirst("^.*host=", "");
      return new Address("jdbc:postgresql://localhost" + address.getPath(), address.getUserInfo(),
                         host + "/.s.PGSQL.5432");
    }
  }

  public static HikariDataSource open(String url, int size) {
    var address = Address.of(url);
    var config = new HikariConfig();
    config.setJdbcUrl(address.jdbc());
    config.setUsername(address.user());
    config.addDataSourceProperty("sslmode", "disable");
    config.addDataSourceProperty("socketFactory", SOCKET_FACTORY);
    config.addDataSourceProperty("socketFactoryArg", address.socket());
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  public static long number(DataSource source, String sql) throws SQLException {
    try (var connection = source.getConnection();
         var statement = connection.createStatement();
         var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  public static void execute(DataSource source, String sql) throws SQLException {
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
