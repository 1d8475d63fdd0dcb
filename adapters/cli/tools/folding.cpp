#include "adapters/cli/tools/folding.hpp"

#include "core/log_up_to.hpp"
#include "core/shard/keyspace.hpp"
#include "core/shard/shard.hpp"

namespace fettle::cli {
namespace {

// Nothing is posted while a shard only folds; what is, runs at once.
class AtOnce final : public Executor {
 public:
  void post(std::function<void()> work) override { work(); }
};

Result<StoppedTenants> stopped_in(Snapshots& snapshots) {
  StoppedTenants stopped;
  const std::string all(1, keyspace::stopped("")[0]);
  TRY(snapshots.scan(all, keyspace::beyond(all), [&](std::string_view key, std::string_view why) {
    stopped.emplace(key.substr(1, key.size() - 2), why);
    return true;
  }));
  return stopped;
}

}  // namespace

Result<StoppedTenants> fold_into(const Domain& domain, FoldPorts ports, Offset end,
                                 Progress& progress) {
  if (end == Offset{0}) return StoppedTenants();
  LogUpTo log(ports.log, end, [&](Offset at) -> Result<void> {
    if (!progress.at(number(at), number(end))) return interrupted();
    return {};
  });
  AtOnce executor;
  ShardOptions options;
  options.partition = ports.partition;
  Shard shard(domain,
              {log, ports.snapshots, ports.keys, ports.clock, ports.dice, executor, executor},
              std::move(options));
  TRY(shard.take_over());
  TRY(shard.close());
  TRY(ports.snapshots.flush());
  return stopped_in(ports.snapshots);
}

}  // namespace fettle::cli
