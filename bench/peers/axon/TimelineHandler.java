import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;

/** Writes the read table in the transaction that keeps the processor's token. */
@ProcessingGroup(TimelineHandler.GROUP)
public class TimelineHandler {
  public static final String GROUP = "timeline";

  private final ConnectionProvider connections;

  public TimelineHandler(ConnectionProvider connections) {
    this.connections = connections;
  }

  @EventHandler
  public void on(PartFitted event, DomainEventMessage<?> message) throws SQLException {
    try (var connection = connections.getConnection()) {
      Timeline.add(connection, message.getAggregateIdentifier(), message.getSequenceNumber(),
                   event.text("part"), event.number("price_minor"), event.text("at"));
    }
  }
}
