import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/** The aggregate, written the way Axon asks for it. */
public class WorkOrder {
  private static final long LIMIT_MINOR = 100_000_000;

  @AggregateIdentifier private String id;
  private long chargedMinor;

  protected WorkOrder() {}

  @CommandHandler
  public void handle(FitPart command) {
    if (chargedMinor + charge(command.part()) > LIMIT_MINOR) {
      throw new IllegalStateException("over_approved_limit");
    }
    AggregateLifecycle.apply(command.part());
  }

  @EventSourcingHandler
  public void on(PartFitted event, DomainEventMessage<?> message) {
    id = message.getAggregateIdentifier();
    chargedMinor += charge(event);
  }

  private static long charge(PartFitted part) {
    return part.number("price_minor") * part.number("quantity");
  }
}
