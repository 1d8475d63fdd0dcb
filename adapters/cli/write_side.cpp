#include "adapters/cli/write_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace fettle::cli {
namespace {

using namespace std::chrono_literals;

// Longer than a shard waits for what is on its way.
constexpr auto let_go_max = 2'500ms;
constexpr auto look_again_after = 5ms;

}  // namespace

WriteSide::Gauges::Gauges(Metrics& metrics)
    : owned(metrics.gauge({"fettle_partitions_owned", "Partitions dealt to this node."}, {})),
      serving(metrics.gauge({"fettle_partitions_serving", "Of these, those it serves."}, {})),
      standby(metrics.gauge(
          {"fettle_partitions_standby", "Partitions of others that it folds, to take over soon."},
          {})),
      without_owner(metrics.gauge({"fettle_partitions_without_owner",
                                   "Partitions of which this node knows no owner that is there."},
                                  {})) {}

Result<std::unique_ptr<WriteSide>> WriteSide::start(const Ports& ports) {
  std::unique_ptr<WriteSide> side(new WriteSide(ports));
  TRY(side->open_stores());
  TRY(side->open_shards());
  if (side->cluster_ && ports.settings.roles.command) {
    TRY(side->cluster_->join([self = side.get()] { self->wait_until_let_go(); }));
  }
  return side;
}

// Partitions are given back before their shards end.
WriteSide::~WriteSide() {
  if (cluster_) cluster_->leave();
  shards_.clear();
  cluster_.reset();
}

Result<void> WriteSide::open_stores() {
  const auto& settings = ports_.settings;
  if (!settings.on_kafka()) {
    stores_ =
        TRY(open_embedded(settings, ports_.dice, [on_fault = ports_.on_fault](const Fault& fault) {
          on_fault("log scrub", fault);
        }));
    return {};
  }
  auto kafka = TRY(open_kafka(settings, ports_.dice));
  auto secret = TRY(node_secret(settings, ports_.dice));
  cluster_ =
      TRY(Cluster::open({settings, node_url(settings), *kafka.log, ports_.clock, ports_.on_fault},
                        std::move(secret)));
  stores_ = Stores{nullptr, std::move(kafka.log), std::move(kafka.keys)};
  return {};
}

Result<void> WriteSide::open_shards() {
  if (!ports_.settings.roles.command) return {};
  for (std::uint32_t p = 0; p < stores_.log->partitions(); ++p) TRY(open_shard(Partition{p}));
  return {};
}

Result<void> WriteSide::open_shard(Partition partition) {
  auto shard = ports_.settings.shard;
  shard.partition = partition;
  shard.cached_max /= stores_.log->partitions();
  if (cluster_) {
    shard.owner = node_url(ports_.settings);
    shard.lease = cluster_->lease(partition);
    shard.on_serving = [this, partition](Offset claim) { cluster_->serving(partition, claim); };
  }
  const Folders folders(ports_.settings);
  shards_.push_back(TRY(PartitionShard::open(
      {ports_.domain, *stores_.log, *stores_.keys, ports_.clock, ports_.dice,
       [this](Submission submission) { submit(std::move(submission)); }, ports_.on_fault,
       [this](Partition of) { return connect(of); }},
      folders.of_partition(partition), std::move(shard), ports_.settings.shard_thread)));
  return {};
}

Result<std::vector<std::unique_ptr<Companion>>> WriteSide::connect(Partition partition) {
  return ports_.outside.connect(partition,
                                {*stores_.log, *stores_.keys,
                                 [this](Submission submission) { submit(std::move(submission)); }});
}

Partition WriteSide::partition_of(const TenantId& tenant) const {
  return cluster_ ? cluster_->partition_of(tenant) : Partition{0};
}

PartitionShard* WriteSide::owned(Partition partition) const {
  if (number(partition) >= shards_.size()) return nullptr;
  const auto& shard = shards_[number(partition)];
  return shard->part() == Part::owner ? shard.get() : nullptr;
}

void WriteSide::submit(Submission submission) {
  const auto partition = partition_of(submission.tenant);
  auto* shard = owned(partition);
  if (shard == nullptr) return cluster_->forward(partition, std::move(submission));
  announce_when_made(partition, submission);
  shard->submit(std::move(submission));
}

void WriteSide::submit_here(Submission submission) {
  const auto partition = partition_of(submission.tenant);
  auto* shard = owned(partition);
  if (shard == nullptr) {
    return submission.done(
        Fault{FaultKind::unavailable, "not_owner",
              fmt::format("this node does not own partition {}", number(partition))});
  }
  announce_when_made(partition, submission);
  shard->submit(std::move(submission));
}

void WriteSide::announce_when_made(Partition partition, Submission& submission) {
  if (!cluster_ || submission.type->aggregate != tenant_aggregate) return;
  submission.done = [this, partition, tenant = submission.tenant,
                     done = std::move(submission.done)](Outcome outcome) {
    if (std::holds_alternative<Accepted>(outcome)) cluster_->tenant_made(tenant, partition);
    done(std::move(outcome));
  };
}

std::optional<std::string> WriteSide::trouble() const {
  if (cluster_ && ports_.settings.roles.command) {
    if (auto trouble = cluster_->trouble()) return trouble;
  }
  for (const auto& shard : shards_) {
    if (shard->part() != Part::owner) continue;
    if (auto trouble = shard->trouble()) return trouble;
  }
  return std::nullopt;
}

// Commands that were taken are answered before another node claims.
void WriteSide::wait_until_let_go() const {
  const auto deadline = std::chrono::steady_clock::now() + let_go_max;
  const auto held = [](const auto& shard) {
    return shard->part() != Part::owner && shard->serving();
  };
  while (std::ranges::any_of(shards_, held) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(look_again_after);
  }
}

void WriteSide::keep_house() {
  if (cluster_) cluster_->keep_house();
  for (const auto& shard : shards_) {
    if (const auto kept = shard->keep_house(); !kept) {
      ports_.on_fault("process managers", kept.error());
    }
  }
  measure();
}

void WriteSide::measure() {
  const auto owned = [](const auto& shard) { return shard->part() == Part::owner; };
  const auto serving = [&](const auto& shard) { return owned(shard) && shard->serving(); };
  const auto standby = [](const auto& shard) { return shard->part() == Part::standby; };
  gauges_.owned.set(static_cast<double>(std::ranges::count_if(shards_, owned)));
  gauges_.serving.set(static_cast<double>(std::ranges::count_if(shards_, serving)));
  gauges_.standby.set(static_cast<double>(std::ranges::count_if(shards_, standby)));
  gauges_.without_owner.set(cluster_ ? static_cast<double>(cluster_->without_owner()) : 0);
}

}  // namespace fettle::cli
