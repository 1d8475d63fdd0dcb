import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line that every peer speaks; README.md beside the peers describes it. */
public record Options(String action, Map<String, String> values) {
  private static final Map<String, String> DEFAULTS = Map.of("clients", "16", "seconds", "5",
      "warm", "0", "streams", "0", "events", "0", "batch", "0", "idle", "10");

  public static Options of(String[] words) {
    var values = new HashMap<>(DEFAULTS);
    for (int i = 1; i + 1 < words.length; i += 2) values.put(words[i].substring(2), words[i + 1]);
    return new Options(words.length > 0 ? words[0] : "", values);
  }

  public String text(String name) {
    return values.get(name);
  }

  public int number(String name) {
    return Integer.parseInt(values.get(name));
  }

  public double real(String name) {
    return Double.parseDouble(values.get(name));
  }

  /** The one JSON event that all peers store. */
  public String payload() throws IOException {
    return Files.readString(Path.of(text("payload"))).strip();
  }
}
