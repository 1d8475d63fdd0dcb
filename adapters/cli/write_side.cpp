#include "adapters/cli/write_side.hpp"

#include <fmt/format.h>

#include "commands/process_managers/notices.hpp"

namespace fettle::cli {

Result<std::unique_ptr<WriteSide>> WriteSide::start(const EngineSettings& settings,
                                                    const Domain& domain, Clock& clock, Dice& dice,
                                                    OnFault on_fault) {
  std::unique_ptr<WriteSide> side(new WriteSide());
  side->stores_ = TRY(open_stores(
      {Folders(settings), settings.segment_bytes, settings.create_master_key, settings.scrub,
       [on_fault](const Fault& fault) { on_fault("log scrub", fault); }, settings.shard, domain},
      dice));
  auto shard = settings.shard;
  shard.on_tenant_stopped = [on_fault](std::string_view tenant, std::string_view why) {
    on_fault("shard", {FaultKind::invalid, "tenant_stopped", fmt::format("{}: {}", tenant, why)});
  };
  side->shard_ = TRY(ShardThread::start(
      domain, {*side->stores_->log, *side->stores_->snapshots, *side->stores_->keys, clock, dice},
      std::move(shard), settings.shard_thread));
  TRY(side->start_managers(domain, clock, dice, std::move(on_fault)));
  return side;
}

Result<void> WriteSide::start_managers(const Domain& domain, Clock& clock, Dice& dice,
                                       OnFault on_fault) {
  managers_.push_back(std::make_unique<OrderNotices>());
  for (const auto& manager : managers_) {
    auto loop = TRY(
        ProcessManagerLoop::open(domain,
                                 {*stores_->log, *stores_->keys, clock, dice,
                                  [this](Submission submission) { submit(std::move(submission)); }},
                                 *manager, {}));
    manager_threads_.push_back(std::make_unique<ManagerThread>(
        std::move(loop),
        [name = manager->name(), on_fault](const Fault& fault) { on_fault(name, fault); }));
  }
  return {};
}

}  // namespace fettle::cli
