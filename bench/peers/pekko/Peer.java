import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.jdbc.testkit.javadsl.SchemaUtils;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.ProjectionManagement;
import org.apache.pekko.projection.jdbc.javadsl.JdbcProjection;

/** Pekko Persistence with its JDBC journal on Postgres, and Pekko Projection; one process, so no
 * cluster. */
public final class Peer implements Store {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final ProjectionId TIMELINE = ProjectionId.of("timeline", "all");

  private final Options options;
  private final PartFitted part;
  private final HikariDataSource source;
  private final ActorSystem<SpawnProtocol.Command> system;
  private final Map<String, ActorRef<WorkOrder.Command>> open = new ConcurrentHashMap<>();

  private Peer(Options options) throws Exception {
    this.options = options;
    part = new PartFitted(new ObjectMapper().readTree(options.payload()));
    source = Database.open(options.text("url"), 8);
    system = ActorSystem.create(SpawnProtocol.create(), "peer", Settings.of(options.text("url")));
  }

  public static void main(String[] words) throws Exception {
    var options = Options.of(words);
    Actions.run(new Peer(options), options);
  }

  @Override
  public String version() {
    return "persistence-jdbc 1.1.1, pekko 1.1.5, projection 1.0.0";
  }

  @Override
  public void prepare() throws Exception {
    wait(SchemaUtils.createIfNotExists(system));
    wait(JdbcProjection.createTablesIfNotExists(() -> new PlainSession(source), system));
    Database.execute(source, Timeline.SQL);
  }

  private static <T> T wait(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
  }

  private ActorRef<WorkOrder.Command> start(String stream) throws Exception {
    return wait(AskPattern.ask(system,
        (ActorRef<ActorRef<WorkOrder.Command>> answerTo) -> new SpawnProtocol.Spawn<>(
            WorkOrder.of(stream), stream, Props.empty(), answerTo), ANSWER_MAX, system.scheduler()));
  }

  private void ask(ActorRef<WorkOrder.Command> order,
                   Function<ActorRef<WorkOrder.Answer>, WorkOrder.Command> command)
      throws Exception {
    var answer = wait(AskPattern.ask(order, command, ANSWER_MAX, system.scheduler()));
    if (answer.refused() != null) throw new IllegalStateException(answer.refused());
  }

  /** An order stays open from its first event to its last, as it would in a cluster. */
  @Override
  public void append(String stream, int version, int events) throws Exception {
    if (version == 0) open.put(stream, start(stream));
    ask(open.get(stream), answerTo -> new WorkOrder.Fit(part, events, version, answerTo));
    if (version + events == EVENTS_OF_A_STREAM) open.remove(stream).tell(new WorkOrder.Leave());
  }

  @Override
  public void decide(String stream) throws Exception {
    var order = start(stream);
    ask(order, answerTo -> WorkOrder.Fit.decided(part, answerTo));
    order.tell(new WorkOrder.Leave());
  }

  @Override
  public long count() throws Exception {
    return Database.number(source, "SELECT count(*) FROM event_journal");
  }

  private void startProjection() {
    var events = EventSourcedProvider.<PartFitted>eventsByTag(system, JdbcReadJournal.Identifier(),
                                                              WorkOrder.TAG);
    var projection = JdbcProjection.groupedWithin(TIMELINE, events,
        () -> new PlainSession(source), TimelineHandler::new, system);
    int batch = options.number("batch");
    if (batch > 0) projection = projection.withGroup(batch, Duration.ofMillis(50));
    system.systemActorOf(ProjectionBehavior.create(projection), "timeline", Props.empty());
  }

  @Override
  public Timeline.Seen project() throws Exception {
    long begun = System.nanoTime();
    startProjection();
    return Timeline.untilProjected(source, options, begun);
  }

  @Override
  public Timeline.Seen rebuild() throws Exception {
    startProjection();
    var management = ProjectionManagement.get(system);
    wait(management.pause(TIMELINE));
    Database.execute(source, "TRUNCATE timeline");
    long begun = System.nanoTime();
    wait(management.clearOffset(TIMELINE));
    wait(management.resume(TIMELINE));
    return Timeline.untilProjected(source, options, begun);
  }

  @Override
  public void close() {
    system.terminate();
    source.close();
  }
}
