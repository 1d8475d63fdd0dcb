import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Only what must be said: which journal, where the database is, how the event is written. */
public final class Settings {
  private Settings() {}

  public static Config of(String url) {
    var address = Database.Address.of(url);
    return ConfigFactory.parseString("""
        pekko {
          loglevel = ERROR
          stdout-loglevel = ERROR
          log-dead-letters = off
          persistence.journal.plugin = jdbc-journal
          persistence.snapshot-store.plugin = jdbc-snapshot-store
          actor.serialization-bindings { PartFitted = jackson-json }
          projection.jdbc {
            dialect = postgres-dialect
            blocking-jdbc-dispatcher.thread-pool-executor.fixed-pool-size = 4
          }
        }
        jdbc-journal.use-shared-db = slick
        jdbc-snapshot-store.use-shared-db = slick
        jdbc-read-journal.use-shared-db = slick
        pekko-persistence-jdbc.shared-databases.slick {
          profile = "slick.jdbc.PostgresProfile$"
          db {
            url = "%s"
            user = "%s"
            driver = org.postgresql.Driver
            numThreads = 20
            maxConnections = 20
            properties { sslmode = disable, socketFactory = "%s", socketFactoryArg = "%s" }
          }
        }
        """.formatted(address.jdbc(), address.user(), Database.SOCKET_FACTORY, address.socket()))
        .withFallback(ConfigFactory.load());
  }
}
