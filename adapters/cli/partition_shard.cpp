#include "adapters/cli/partition_shard.hpp"

#include <fmt/format.h>

#include "adapters/cli/tools/prepared.hpp"
#include "commands/process_managers/notices.hpp"

namespace fettle::cli {

PartitionShard::PartitionShard(const Ports& ports, const ShardOptions& shard)
    : ports_(ports), partition_(shard.partition), lease_(shard.lease) {}

Result<std::unique_ptr<PartitionShard>> PartitionShard::open(const Ports& ports,
                                                             const std::filesystem::path& folder,
                                                             ShardOptions shard,
                                                             const ShardThread::Options& thread) {
  std::unique_ptr<PartitionShard> made(new PartitionShard(ports, shard));
  // Of this partition alone: another's time says nothing about its keys.
  shard.event_time = std::make_shared<EventTime>();
  const auto obsolete = [time = shard.event_time, lifetime = shard.key_lifetime](auto key,
                                                                                 auto value) {
    return is_ended_answer(key, value, time->newest(), lifetime);
  };
  TRY(take_prepared(folder, ports.domain));
  made->snapshots_ = TRY(RocksSnapshots::open(folder / "snapshots", {.obsolete = obsolete}));
  shard.on_tenant_stopped = [on_fault = ports.on_fault](std::string_view tenant,
                                                        std::string_view why) {
    on_fault("shard", {FaultKind::invalid, "tenant_stopped", fmt::format("{}: {}", tenant, why)});
  };
  shard.on_down = [on_fault = ports.on_fault,
                   where = fmt::format("partition {}", number(shard.partition))](const Fault& why) {
    on_fault(where, why);
  };
  made->shard_ = TRY(ShardThread::start(
      ports.domain, {ports.log, *made->snapshots_, ports.keys, ports.clock, ports.dice},
      std::move(shard), thread));
  TRY(made->keep_house());
  return made;
}

Result<void> PartitionShard::keep_house() {
  if (part() != Part::owner) {
    manager_threads_.clear();
    managers_.clear();
  } else if (manager_threads_.empty() && serving()) {
    return start_managers();
  }
  return {};
}

Result<void> PartitionShard::start_managers() {
  auto manager = std::make_unique<OrderNotices>();
  auto loop = TRY(ProcessManagerLoop::open(
      ports_.domain, {ports_.log, ports_.keys, ports_.clock, ports_.dice, ports_.submit}, *manager,
      {.partition = partition_}));
  manager_threads_.push_back(std::make_unique<ManagerThread>(
      std::move(loop), [name = manager->name(), on_fault = ports_.on_fault](const Fault& fault) {
        on_fault(name, fault);
      }));
  managers_.push_back(std::move(manager));
  return {};
}

}  // namespace fettle::cli
