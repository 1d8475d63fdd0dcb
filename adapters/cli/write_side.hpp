// The write side of one process: stores, the shard on its thread, process managers.
#pragma once

#include <memory>
#include <vector>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/manager_thread.hpp"
#include "adapters/cli/stores.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"

namespace fettle::cli {

class WriteSide {
 public:
  using OnFault = std::function<void(std::string_view who, const Fault&)>;

  // Opens or makes the stores, claims the log and folds it: ready when it returns.
  static Result<std::unique_ptr<WriteSide>> start(const EngineSettings& settings,
                                                  const Domain& domain, Clock& clock, Dice& dice,
                                                  OnFault on_fault);

  void submit(Submission submission) { shard_->submit(std::move(submission)); }
  std::optional<std::string> trouble() const { return shard_->trouble(); }
  Log& log() { return *stores_->log; }
  Keys& keys() { return *stores_->keys; }

 private:
  WriteSide() = default;
  Result<void> start_managers(const Domain& domain, Clock& clock, Dice& dice, OnFault on_fault);

  std::unique_ptr<Stores> stores_;
  std::unique_ptr<ShardThread> shard_;
  std::vector<std::unique_ptr<ProcessManager>> managers_;
  std::vector<std::unique_ptr<ManagerThread>> manager_threads_;
};

}  // namespace fettle::cli
