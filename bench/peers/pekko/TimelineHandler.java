import java.util.List;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.jdbc.javadsl.JdbcHandler;

/** Writes a group of events to the read table. */
public final class TimelineHandler
    extends JdbcHandler<List<EventEnvelope<PartFitted>>, PlainSession> {
  @Override
  public void process(PlainSession session, List<EventEnvelope<PartFitted>> envelopes)
      throws Exception {
    session.withConnection(connection -> {
      for (var envelope : envelopes) {
        var event = envelope.event();
        Timeline.add(connection, envelope.persistenceId(), envelope.sequenceNr(),
                     event.text("part"), event.number("price_minor"), event.text("at"));
      }
      return null;
    });
  }
}
