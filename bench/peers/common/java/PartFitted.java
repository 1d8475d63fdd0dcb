import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** The event, stored as the same JSON that all peers store. */
public record PartFitted(@JsonValue JsonNode json) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PartFitted {}

  public String text(String field) {
    return json.get(field).asText();
  }

  public long number(String field) {
    return json.get(field).asLong();
  }
}
