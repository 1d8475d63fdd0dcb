// The fold of `fettle doctor --prepare`: the shard's own, with versions, index entries, answers and
// chain heads, all of it sealed again and written to a new RocksDB.
#include "adapters/cli/tools/folding.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/system/clock.hpp"
#include "bench/replay/contenders.hpp"

namespace fettle::bench {
namespace {

class Prepared final : public Contender {
 public:
  explicit Prepared(Shop& shop) : shop_(shop), folder_(shop.folder / "snapshots") {}
  ~Prepared() override { std::filesystem::remove_all(folder_); }

  void run() override {
    std::filesystem::remove_all(folder_);
    const auto store = need(RocksSnapshots::open(folder_, {}));
    const auto end = need(shop_.log->durable_end(Partition{0}));
    cli::NoProgress progress;
    const auto stopped = need(cli::fold_into(
        shop_.domain, {*shop_.log, *store, *shop_.keys, clock_, shop_.dice}, end, progress));
    if (!stopped.empty()) throw std::runtime_error(stopped.begin()->second);
    records_ = number(end);
  }

  Pass look() override {
    Pass pass{.events = records_ - 1};  // but the claim
    const auto store = need(RocksSnapshots::open_read_only(folder_, {}));
    need(store->scan("a", "b", [&](std::string_view, std::string_view) {
      ++pass.aggregates;
      return true;
    }));
    return pass;
  }

 private:
  Shop& shop_;
  const std::filesystem::path folder_;
  SystemClock clock_;
  std::uint64_t records_ = 0;
};

}  // namespace

std::unique_ptr<Contender> snapshots(Shop& shop) { return std::make_unique<Prepared>(shop); }

}  // namespace fettle::bench
