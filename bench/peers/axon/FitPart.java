import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The command. */
public record FitPart(@TargetAggregateIdentifier String order, PartFitted part) {}
