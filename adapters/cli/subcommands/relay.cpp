#include "adapters/kafka_log/relay/relay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

constexpr std::string_view scheme = "kafka://";

struct RelayOptions {
  std::string topic, cluster;
  bool once = false;
};

Result<KafkaSettings> target_of(const Surroundings& around, const RelayOptions& options) {
  auto kafka = TRY(kafka_settings(around.settings.engine));
  if (!options.cluster.empty()) {
    if (!options.cluster.starts_with(scheme)) {
      return Fault{FaultKind::invalid, "relay_cluster_malformed",
                   options.cluster + " is not like kafka://host:port,host:port"};
    }
    kafka.servers = options.cluster.substr(scheme.size());
  } else if (!around.settings.engine.on_kafka()) {
    return Fault{FaultKind::invalid, "relay_cluster_missing",
                 "the log is the embedded one; name a cluster: --cluster kafka://host:port"};
  }
  const auto own = {kafka.events(), kafka.owners(), kafka.routes(), kafka.keys()};
  if (std::ranges::find(own, options.topic) != own.end()) {
    return Fault{FaultKind::invalid, "relay_into_itself",
                 options.topic + " is a topic of the engine's own; name another"};
  }
  return kafka;
}

Result<kafka::Relayed> run(const Surroundings& around, const RelayOptions& options) {
  kafka::RelayPlan plan;
  plan.target = TRY(target_of(around, options));
  plan.topic = options.topic;
  if (options.once) plan.until = kafka::RelayPlan::Until::end_of_log;
  plan.stop_asked = stop_asked;
  plan.on_outage = [](const Fault& fault) { static_cast<void>(report(fault)); };
  const auto opened = TRY(open_log(around));
  return kafka::relay(*opened->log, plan);
}

}  // namespace

void add_relay(Menu& menu) {
  auto options = std::make_shared<RelayOptions>();
  auto app = menu.add(
      "relay", "Republish the events to a Kafka topic without claims and void records.",
      "  fettle --log kafka://127.0.0.1:19092 relay --to shop.events\n"
      "  fettle relay --to shop.events --cluster kafka://127.0.0.1:19092 --once\n\n"
      "For consumers that cannot apply the reader rule. One event a record, CloudEvents in binary\n"
      "mode, in the partitions and the order of the log; personal fields stay sealed. It notes "
      "its\n"
      "place in each record (fettle_position, fettle_resume) and goes on there after a crash: "
      "each\n"
      "event once, as long as one relay writes to the topic. Two at a time are noticed\n"
      "(relay_not_alone); what may then be there twice has the same ce_id. Runs until SIGTERM.",
      [options](Surroundings& around) {
        const auto relayed = run(around, *options);
        if (!relayed) return report(relayed.error());
        fmt::print("{} events relayed to {}\n", relayed->events, options->topic);
        return static_cast<int>(exit_fine);
      });
  app.needed("--to", options->topic, "The topic; made when it is missing, kept for ever");
  app.text("--cluster", options->cluster, "Where it lies; else where the log lies");
  app.flag("--once", options->once, "End where the log ended at the start");
}

}  // namespace fettle::cli
