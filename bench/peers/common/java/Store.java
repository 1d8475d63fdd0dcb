/** A peer; what its actions promise stands in README.md beside the peers. */
public interface Store extends AutoCloseable {
  String version();

  void prepare() throws Exception;

  /** All of the events, or none when the stream does not hold `version` events. */
  void append(String stream, int version, int events) throws Exception;

  void decide(String stream) throws Exception;

  long count() throws Exception;

  Timeline.Seen project() throws Exception;

  Timeline.Seen rebuild() throws Exception;

  /** Streams that are prepared for decisions. */
  static String filled(int n) {
    return "f" + n;
  }

  int EVENTS_OF_A_STREAM = 10;
}
