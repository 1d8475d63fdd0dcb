#include "adapters/cli/read_side.hpp"

#include <algorithm>

#include "adapters/postgres/postgres_tables.hpp"
#include "projections/auto_repair.hpp"
#include "schemas/case/commands.hpp"
#include "schemas/codec/enum_names.hpp"

namespace fettle::cli {
namespace {

constexpr std::chrono::seconds count_cases_every{5};

const std::string& query_url(const EngineSettings& settings) {
  return settings.query_postgres_url.empty() ? settings.postgres_url : settings.query_postgres_url;
}

// What was folded here is not yet there: how far a copy has come, only the copy knows.
bool asks_a_copy(const EngineSettings& settings) {
  return query_url(settings) != settings.postgres_url;
}

ProjectorGauges gauges(Metrics& metrics, Partition partition) {
  const MetricLabels labels{{"partition", std::to_string(number(partition))}};
  return {metrics.gauge({"fettle_projector_lag_records", "Records that the rows lack."}, labels),
          metrics.gauge({"fettle_projector_lag_seconds", "How long the rows are behind."}, labels),
          metrics.counter({"fettle_projector_events_total", "Events folded into rows."}, labels),
          metrics.counter({"fettle_projector_faults_total", "Steps that failed."}, labels)};
}

}  // namespace

struct ReadSide::Lane {
  std::unique_ptr<Tables> tables;
  std::unique_ptr<ProjectorThread> projector;
};

postgres::Shape shape_of(const Projection& projection) {
  return {"auto", projection.tables, {}, projections::auto_repair_folds};
}

ReadSide::ReadSide(const Ports& ports)
    : ports_(ports),
      projection_(projections::auto_repair()),
      shape_(shape_of(projection_)),
      rows_(query_url(ports.settings), shape_.kind),
      queries_(rows_, ports.log, progress_, ports.settings.query_wait_max) {}

Result<std::unique_ptr<ReadSide>> ReadSide::start(const Ports& ports) {
  const auto& settings = ports.settings;
  const auto& roles = settings.roles;
  std::unique_ptr<ReadSide> side(new ReadSide(ports));
  if (roles.query && (settings.on_kafka() || !roles.projector || asks_a_copy(settings))) {
    side->watch_ = std::make_unique<postgres::CheckpointWatch>(
        query_url(settings), side->shape_, side->projection_.name, side->progress_);
  }
  if (settings.postgres_url.empty() || !roles.projector) return side;  // others fold
  side->watch_cases();
  if (settings.on_kafka()) {
    TRY(side->join_projectors());
  } else {
    side->project({Partition{0}});
  }
  return side;
}

ReadSide::~ReadSide() = default;

// Every node that projects tells of all: the rows are common to them.
void ReadSide::watch_cases() {
  std::map<std::string, Gauge*> open;
  for (const auto kind : enum_names<CaseKind>()) {
    open[std::string(kind)] = &ports_.metrics.gauge(
        {"fettle_cases_open", "Cases that nobody has settled."}, {{"kind", std::string(kind)}});
  }
  open_cases_ = std::make_unique<postgres::CountWatch>(
      ports_.settings.postgres_url,
      "SELECT kind, count(*) FROM " + shape_.kind + ".cases WHERE NOT settled GROUP BY kind",
      count_cases_every, [open](const postgres::CountWatch::Counts& counts) {
        for (const auto& [kind, gauge] : open) {
          const auto counted = counts.find(kind);
          gauge->set(counted == counts.end() ? 0 : static_cast<double>(counted->second));
        }
      });
}

// Two that fold one partition for a moment do no harm: the checkpoint is compared and set.
Result<void> ReadSide::join_projectors() {
  const auto kafka = TRY(kafka_settings(ports_.settings));
  membership_ = TRY(kafka::Membership::join(
      kafka, {kafka.prefix + "-projectors", kafka.owners(),
              [this](const std::set<Partition>& ours) { project(ours); },
              [this](const Fault& fault) { ports_.on_fault("group of projectors", fault); },
              node_url(ports_.settings)}));
  return {};
}

void ReadSide::project(const std::set<Partition>& ours) {
  std::map<Partition, std::unique_ptr<Lane>> ended;
  const std::lock_guard lock(mutex_);
  for (auto at = lanes_.begin(); at != lanes_.end();) {
    const auto one = at++;
    if (!ours.contains(one->first)) ended.insert(lanes_.extract(one));
  }
  for (const auto partition : ours) {
    if (!lanes_.contains(partition)) lanes_.emplace(partition, make_lane(partition));
  }
}

std::unique_ptr<ReadSide::Lane> ReadSide::make_lane(Partition partition) {
  auto lane = std::make_unique<Lane>();
  lane->tables = std::make_unique<PostgresTables>(ports_.settings.postgres_url, shape_);
  auto projector = std::make_unique<Projector>(
      ProjectorPorts{ports_.log, *lane->tables, ports_.keys, ports_.dice, ports_.clock},
      ports_.domain, projection_, CheckpointKey{projection_.name, partition, 0});
  if (!asks_a_copy(ports_.settings)) {
    projector->on_reached([this](const Checkpoint& checkpoint) { progress_.reached(checkpoint); });
  }
  lane->projector = std::make_unique<ProjectorThread>(
      std::move(projector), ports_.log, partition, ports_.clock, gauges(ports_.metrics, partition),
      [on_fault = ports_.on_fault](const Fault& fault) { on_fault("projector", fault); });
  return lane;
}

std::optional<Fault> ReadSide::stopped() const {
  const std::lock_guard lock(mutex_);
  for (const auto& [partition, lane] : lanes_) {
    if (auto stopped = lane->projector->stopped()) return stopped;
  }
  return std::nullopt;
}

}  // namespace fettle::cli
