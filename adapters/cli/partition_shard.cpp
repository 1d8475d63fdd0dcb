#include "adapters/cli/partition_shard.hpp"

#include <fmt/format.h>

#include "adapters/cli/tools/prepared.hpp"
#include "commands/process_managers/notices.hpp"
#include "core/process_manager.hpp"

namespace fettle::cli {
namespace {

class Managed final : public Companion {
 public:
  static Result<std::unique_ptr<Managed>> start(const PartitionShard::Ports& ports,
                                                Partition partition) {
    auto manager = std::make_unique<OrderNotices>();
    auto loop = TRY(ProcessManagerLoop::open(
        ports.domain, {ports.log, ports.keys, ports.clock, ports.dice, ports.submit}, *manager,
        {.partition = partition}));
    return std::make_unique<Managed>(std::move(manager), std::move(loop), ports.on_fault);
  }

  Managed(std::unique_ptr<ProcessManager> manager, std::unique_ptr<ProcessManagerLoop> loop,
          const OnFault& on_fault)
      : manager_(std::move(manager)),
        loop_(std::move(loop)),
        thread_(
            {[this](std::chrono::milliseconds wait) { return loop_->step(wait); },
             [this] { loop_->wake(); }},
            [name = manager_->name(), on_fault](const Fault& fault) { on_fault(name, fault); }) {}

 private:
  std::unique_ptr<ProcessManager> manager_;
  std::unique_ptr<ProcessManagerLoop> loop_;
  LoopThread thread_;
};

}  // namespace

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
    companions_.clear();
  } else if (companions_.empty() && serving()) {
    return start_companions();
  }
  return {};
}

Result<void> PartitionShard::start_companions() {
  auto started = TRY(ports_.companions(partition_));
  started.push_back(TRY(Managed::start(ports_, partition_)));
  companions_ = std::move(started);
  return {};
}

}  // namespace fettle::cli
