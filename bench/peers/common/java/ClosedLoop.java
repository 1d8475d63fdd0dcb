import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/** Clients that each do one operation after the other, and how long each took. */
public final class ClosedLoop {
  private static final int ERRORS_MAX = 100; // a store that refuses everything ends the run

  private final int clients;
  private final double seconds;
  private final long warmUntil;
  private final long limit;
  private final List<Double> latencies = new ArrayList<>();
  private long taken;
  private long begin;
  private long end;
  private int warmed;
  private int errors;

  public ClosedLoop(int clients, double seconds, double warm, long limit) {
    this.clients = clients;
    this.seconds = seconds;
    this.limit = limit;
    warmUntil = System.nanoTime() + (long) (warm * 1e9);
  }

  /** The time to measure from, 0 in the warm-up, -1 when the client is done. The warm-up ends after
   * its seconds, or a fifth of what work there is. */
  private synchronized long mayBegin() {
    long now = System.nanoTime();
    if (taken >= limit || errors >= ERRORS_MAX) return -1;
    if (begin == 0 && (now >= warmUntil || taken >= limit / 5)) begin = now;
    if (begin != 0 && now - begin >= seconds * 1e9) return -1;
    ++taken;
    return begin != 0 ? now : 0;
  }

  private synchronized void done(long start, long finished) {
    end = Math.max(end, finished);
    if (start == 0) ++warmed;
    else latencies.add((finished - start) / 1e6);
  }

  private synchronized void failed(Exception error) {
    if (++errors == 1) error.printStackTrace();
  }

  private void work(int client, IntFunction<Callable<?>> take) {
    for (long start; (start = mayBegin()) >= 0; ) {
      try {
        take.apply(client).call();
        done(start, System.nanoTime());
      } catch (Exception error) {
        failed(error);
      }
    }
  }

  /** `take` gives each client its next operation. Returns the fields of the answer. */
  public String run(IntFunction<Callable<?>> take) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < clients; ++i) {
      int client = i;
      threads.add(new Thread(() -> work(client, take)));
    }
    threads.forEach(Thread::start);
    for (var thread : threads) thread.join();
    var sorted = latencies.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return String.format(Locale.ROOT, "\"operations\": %d, \"seconds\": %.6f, \"p50_ms\": %s, "
        + "\"p99_ms\": %s, \"errors\": %d, \"warmed\": %d", sorted.length,
        begin == 0 ? 0 : Math.max(0, (end - begin) / 1e9), at(sorted, 0.5), at(sorted, 0.99),
        errors, warmed);
  }

  private static String at(double[] sorted, double share) {
    if (sorted.length == 0) return "null";
    return String.format(Locale.ROOT, "%.3f", sorted[(int) ((sorted.length - 1) * share)]);
  }
}
