import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one action of a peer and prints its answer. */
public final class Actions {
  private final Store store;
  private final Options options;

  private Actions(Store store, Options options) {
    this.store = store;
    this.options = options;
  }

  public static void run(Store store, Options options) throws Exception {
    var result = new Actions(store, options).perform();
    if (!result.isEmpty()) {
      System.out.printf(Locale.ROOT, "{\"peer\": \"%s\", \"version\": \"%s\", \"work\": \"%s\", "
          + "\"clients\": %d, %s}%n", options.text("peer"), store.version(), options.action(),
          options.number("clients"), result);
    }
    store.close();
    System.out.flush();
    Runtime.getRuntime().halt(0); // threads of some stores linger
  }

  private String perform() throws Exception {
    return switch (options.action()) {
      case "prepare" -> {
        store.prepare();
        yield "";
      }
      case "fill" -> fill();
      case "append" -> append();
      case "decide" -> decide();
      case "conflict" -> alone(new Timeline.Seen(conflict(), 0));
      case "count" -> alone(new Timeline.Seen(store.count(), 0));
      case "project" -> alone(store.project());
      case "rebuild" -> alone(store.rebuild());
      default -> throw new IllegalArgumentException("no action " + options.action());
    };
  }

  private ClosedLoop loop(double seconds, long limit) {
    return new ClosedLoop(options.number("clients"), seconds, options.real("warm"), limit);
  }

  private String fill() throws Exception {
    var next = new AtomicInteger();
    return loop(Double.MAX_VALUE, options.number("streams")).run(client -> () -> {
      store.append(Store.filled(next.getAndIncrement()), 0, Store.EVENTS_OF_A_STREAM);
      return null;
    });
  }

  /** Each client appends to streams of its own, in order, with the version that it expects. */
  private String append() throws Exception {
    int events = options.number("events");
    var sent = new int[options.number("clients")];
    var loop = events > 0 ? loop(Double.MAX_VALUE, events)
                          : loop(options.real("seconds"), Long.MAX_VALUE);
    return loop.run(client -> {
      int at = sent[client]++;
      var stream = "a" + client + "x" + at / Store.EVENTS_OF_A_STREAM;
      return () -> {
        store.append(stream, at % Store.EVENTS_OF_A_STREAM, 1);
        return null;
      };
    });
  }

  private String decide() throws Exception {
    var next = new AtomicInteger();
    return loop(options.real("seconds"), options.number("streams")).run(client -> () -> {
      store.decide(Store.filled(next.getAndIncrement()));
      return null;
    });
  }

  /** Whether the second of two who expect the same version is refused. */
  private int conflict() throws Exception {
    store.append("c", 0, 1);
    try {
      store.append("c", 0, 1);
      return 0;
    } catch (Exception refused) {
      return 1;
    }
  }

  private static String alone(Timeline.Seen seen) {
    return String.format(Locale.ROOT, "\"operations\": %d, \"seconds\": %.6f, \"p50_ms\": null, "
        + "\"p99_ms\": null, \"errors\": 0, \"warmed\": 0", seen.rows(), seen.seconds());
  }
}
