#include "adapters/cli/tools/status.hpp"

#include <fmt/format.h>

#include "adapters/cli/read_side.hpp"
#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/scan.hpp"
#include "adapters/kafka_log/group.hpp"
#include "adapters/kafka_log/routes.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/postgres/served_checkpoints.hpp"
#include "projections/auto_repair.hpp"

namespace fettle::cli {
namespace {

using Announced = std::map<Partition, ClaimSeen>;

Result<Announced> announced_on(const KafkaSettings& kafka) {
  TRY(kafka::find_topics(kafka, {kafka::routes_topic(kafka)}));
  const auto routes = TRY(Routes::open(kafka, {}));
  Announced found;
  for (std::uint32_t p = 0; p < kafka.partitions; ++p) {
    if (const auto owner = routes->owner(Partition{p})) {
      found.emplace(Partition{p}, ClaimSeen{owner->claim, owner->url});
    }
  }
  return found;
}

// `set` puts a member's name where it belongs.
template <class Set>
Result<void> add_members(const KafkaSettings& kafka, const std::string& group, Status& status,
                         Set&& set) {
  for (const auto& member : TRY(kafka::members_of(kafka, group))) {
    const auto name = member.client + member.host;
    for (const auto partition : member.partitions) {
      if (number(partition) < status.partitions.size()) {
        set(status.partitions[number(partition)], name);
      }
    }
  }
  return {};
}

Result<void> add_groups(const KafkaSettings& kafka, Status& status) {
  TRY(add_members(kafka, kafka.prefix + "-owners", status,
                  [](PartitionStatus& one, const auto& name) { one.owner_member = name; }));
  return add_members(kafka, kafka.prefix + "-projectors", status,
                     [](PartitionStatus& one, const auto& name) { one.projector_member = name; });
}

Result<void> add_rows(const std::string& url, Status& status) {
  const auto projection = projections::auto_repair();
  const auto shape = shape_of(projection);
  auto connection = TRY(postgres::Connection::open(url));
  for (const auto& one : TRY(postgres::served_checkpoints(connection, shape, projection.name))) {
    if (one.log == status.log && number(one.partition) < status.partitions.size()) {
      status.partitions[number(one.partition)].projected = one.next;
    }
  }
  return {};
}

// What cannot be asked is said, and the rest shown.
void say(const Result<void>& outcome) {
  if (!outcome) static_cast<void>(report(outcome.error()));
}

Result<Status> run(const Surroundings& around) {
  const auto& settings = around.settings.engine;
  const auto opened = TRY(open_log(around));
  Announced announced;
  std::optional<KafkaSettings> kafka;
  if (settings.on_kafka()) {
    kafka = TRY(kafka_settings(settings));
    announced = TRY(announced_on(*kafka));
  }
  Status status{opened->log->id(), settings.log_url, {}};
  for (const auto partition : partitions_of(*opened->log)) {
    const auto known = announced.find(partition);
    status.partitions.push_back(
        TRY(status_of(*opened->log, partition,
                      known == announced.end() ? std::nullopt : std::optional(known->second))));
  }
  if (kafka) say(add_groups(*kafka, status));
  if (!settings.postgres_url.empty()) say(add_rows(settings.postgres_url, status));
  return status;
}

}  // namespace

void add_status(Menu& menu) {
  auto as_json = std::make_shared<bool>(false);
  auto app = menu.add(
      "status", "Show each partition: end, newest claim, owner, and how far its rows are.",
      "  fettle status\n"
      "  fettle --log kafka://127.0.0.1:19092 status --json | jq '.partitions[].lag'\n\n"
      "claim is the newest claim's offset, the owner's epoch; owner who says that he serves; dealt "
      "to\nand projector whom the groups have given the partition; lag counts records.",
      [as_json](Surroundings& around) {
        const auto status = run(around);
        if (!status) return report(status.error());
        fmt::print("{}", *as_json ? to_document(*status).pretty() : to_text(*status));
        return static_cast<int>(exit_fine);
      });
  app.flag("--json", *as_json, "As JSON");
}

}  // namespace fettle::cli
