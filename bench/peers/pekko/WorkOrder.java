import java.util.Collections;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** The entity, written the way Pekko asks for it. It loads its stream when it is started, and is the
 * one writer of it from then on. */
public final class WorkOrder
    extends EventSourcedBehavior<WorkOrder.Command, PartFitted, WorkOrder.State> {
  public static final String TAG = "work-order";
  private static final long LIMIT_MINOR = 100_000_000;
  private static final int ANY_VERSION = -1;

  public record State(long chargedMinor, int version) {}

  public interface Command {}

  /** A part, so many times, on an order of this version; answers its new version or why not. */
  public record Fit(PartFitted part, int times, int expected, ActorRef<Answer> answerTo)
      implements Command {
    public static Fit decided(PartFitted part, ActorRef<Answer> answerTo) {
      return new Fit(part, 1, ANY_VERSION, answerTo);
    }
  }

  /** Ends the actor; its stream stays. */
  public record Leave() implements Command {}

  public record Answer(int version, String refused) {}

  private WorkOrder(String stream) {
    super(PersistenceId.ofUniqueId(stream));
  }

  public static Behavior<Command> of(String stream) {
    return new WorkOrder(stream);
  }

  @Override
  public State emptyState() {
    return new State(0, 0);
  }

  @Override
  public CommandHandler<Command, PartFitted, State> commandHandler() {
    return newCommandHandlerBuilder().forAnyState()
        .onCommand(Fit.class, this::fit)
        .onCommand(Leave.class, () -> Effect().none().thenStop())
        .build();
  }

  private Effect<PartFitted, State> fit(State state, Fit command) {
    if (command.expected() != ANY_VERSION && command.expected() != state.version()) {
      return refuse(command, "is at version " + state.version());
    }
    if (state.chargedMinor() + charge(command.part()) > LIMIT_MINOR) {
      return refuse(command, "over_approved_limit");
    }
    return Effect().persist(Collections.nCopies(command.times(), command.part()))
        .thenRun(next -> command.answerTo().tell(new Answer(next.version(), null)));
  }

  private Effect<PartFitted, State> refuse(Fit command, String why) {
    return Effect().none().thenRun(() -> command.answerTo().tell(new Answer(0, why)));
  }

  @Override
  public EventHandler<State, PartFitted> eventHandler() {
    return newEventHandlerBuilder().forAnyState().onEvent(PartFitted.class,
        (state, event) -> new State(state.chargedMinor() + charge(event), state.version() + 1))
        .build();
  }

  @Override
  public Set<String> tagsFor(PartFitted event) {
    return Set.of(TAG);
  }

  private static long charge(PartFitted part) {
    return part.number("price_minor") * part.number("quantity");
  }
}
