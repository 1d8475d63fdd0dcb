#include "adapters/cli/read_side.hpp"

#include "adapters/postgres/postgres_tables.hpp"
#include "projections/auto_repair.hpp"

namespace fettle::cli {
namespace {

const std::string& query_url(const EngineSettings& settings) {
  return settings.query_postgres_url.empty() ? settings.postgres_url : settings.query_postgres_url;
}

ProjectorGauges gauges(Metrics& metrics) {
  return {metrics.gauge({"fettle_projector_lag_records", "Records that the rows lack."}, {}),
          metrics.gauge({"fettle_projector_lag_seconds", "How long the rows are behind."}, {}),
          metrics.counter({"fettle_projector_events_total", "Events folded into rows."}, {}),
          metrics.counter({"fettle_projector_faults_total", "Steps that failed."}, {})};
}

}  // namespace

postgres::Shape shape_of(const Projection& projection) {
  return {"auto", projection.tables, {}, projections::auto_repair_folds};
}

ReadSide::ReadSide(const EngineSettings& settings, const Domain& domain, WriteSide& write_side,
                   Clock& clock, Dice& dice, Metrics& metrics, WriteSide::OnFault on_fault)
    : projection_(projections::auto_repair()),
      shape_(shape_of(projection_)),
      tables_(std::make_unique<PostgresTables>(settings.postgres_url, shape_)),
      rows_(query_url(settings), shape_.kind),
      queries_(rows_, write_side.log(), progress_, settings.query_wait_max),
      projector_(make_projector(settings, domain, write_side, clock, dice, metrics,
                                std::move(on_fault))) {}

std::unique_ptr<ProjectorThread> ReadSide::make_projector(const EngineSettings& settings,
                                                          const Domain& domain,
                                                          WriteSide& write_side, Clock& clock,
                                                          Dice& dice, Metrics& metrics,
                                                          WriteSide::OnFault on_fault) {
  auto projector = std::make_unique<Projector>(
      ProjectorPorts{write_side.log(), *tables_, write_side.keys(), dice, clock}, domain,
      projection_, CheckpointKey{projection_.name, settings.shard.partition, 0});
  projector->on_reached([this](const Checkpoint& checkpoint) { progress_.reached(checkpoint); });
  return std::make_unique<ProjectorThread>(
      std::move(projector), write_side.log(), settings.shard.partition, clock, gauges(metrics),
      [on_fault = std::move(on_fault)](const Fault& fault) { on_fault("projector", fault); });
}

}  // namespace fettle::cli
