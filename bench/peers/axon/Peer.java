import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.json.JacksonSerializer;

/** Axon Framework with its JDBC event store on Postgres: no Spring, no Axon Server. */
public final class Peer implements Store {
  private final Options options;
  private final PartFitted part;
  private final HikariDataSource source;
  private final Transactions transactions;
  private final JdbcTokenStore tokens;
  private final JdbcEventStorageEngine engine;
  private final Configuration configuration;

  private Peer(Options options) throws Exception {
    this.options = options;
    var mapper = new ObjectMapper();
    part = new PartFitted(mapper.readTree(options.payload()));
    source = Database.open(options.text("url"), options.number("clients") + 4);
    transactions = new Transactions(source);
    var serializer = JacksonSerializer.builder().objectMapper(mapper).build();
    engine = JdbcEventStorageEngine.builder().connectionProvider(transactions)
        .transactionManager(transactions).eventSerializer(serializer)
        .snapshotSerializer(serializer)
        .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver()).build();
    tokens = JdbcTokenStore.builder().connectionProvider(transactions).serializer(serializer).build();
    configuration = configure(serializer).buildConfiguration();
  }

  private Configurer configure(JacksonSerializer serializer) {
    var configurer = DefaultConfigurer.defaultConfiguration(false)
        .configureSerializer(c -> serializer)
        .configureTransactionManager(c -> transactions)
        .configureEmbeddedEventStore(c -> engine)
        .configureAggregate(WorkOrder.class);
    if (options.action().equals("project") || options.action().equals("rebuild")) {
      int batch = options.number("batch");
      configurer.eventProcessing(processing -> processing
          .registerTokenStore(c -> tokens)
          .registerEventHandler(c -> new TimelineHandler(transactions))
          .registerPooledStreamingEventProcessor(TimelineHandler.GROUP, c -> c.eventStore(),
              (c, builder) -> batch > 0 ? builder.batchSize(batch) : builder));
    }
    return configurer;
  }

  public static void main(String[] words) throws Exception {
    var options = Options.of(words);
    Actions.run(new Peer(options), options);
  }

  @Override
  public String version() {
    return "4.13.0";
  }

  @Override
  public void prepare() throws Exception {
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
    Database.execute(source, Timeline.SQL);
  }

  @Override
  public void append(String stream, int version, int events) {
    start();
    var messages = IntStream.range(version, version + events)
        .mapToObj(i -> new GenericDomainEventMessage<>("WorkOrder", stream, i, part)).toList();
    transactions.executeInTransaction(() -> configuration.eventStore().publish(messages));
  }

  @Override
  public void decide(String stream) {
    start();
    CommandGateway gateway = configuration.commandGateway();
    gateway.sendAndWait(new FitPart(stream, part));
  }

  private boolean started;

  private synchronized void start() {
    if (!started) configuration.start();
    started = true;
  }

  @Override
  public long count() throws Exception {
    return Database.number(source, "SELECT count(*) FROM DomainEventEntry");
  }

  @Override
  public Timeline.Seen project() throws Exception {
    long begun = System.nanoTime();
    start();
    return Timeline.untilProjected(source, options, begun);
  }

  @Override
  public Timeline.Seen rebuild() throws Exception {
    start();
    var processor = configuration.eventProcessingConfiguration()
        .eventProcessor(TimelineHandler.GROUP, StreamingEventProcessor.class).orElseThrow();
    processor.shutDown();
    Database.execute(source, "TRUNCATE timeline");
    long begun = System.nanoTime();
    processor.resetTokens();
    processor.start();
    return Timeline.untilProjected(source, options, begun);
  }

  @Override
  public void close() {
    if (started) configuration.shutdown();
    source.close();
  }
}
