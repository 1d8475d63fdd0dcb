#include <memory>
#include <optional>
#include <thread>

#include "adapters/postgres/postgres_tables.hpp"
#include "bench/need.hpp"
#include "bench/projector/contenders.hpp"
#include "bench/projector/counted_tables.hpp"
#include "bench/projector/stopwatch.hpp"
#include "core/projector.hpp"

namespace fettle::bench {
namespace {

class Lane {
 public:
  Lane(Shop& shop, Log& log, const std::string& url, Partition partition)
      : end_(number(need(log.durable_end(partition)))),
        tables_(url, shop.shape),
        counted_(tables_),
        projector_({log, counted_, shop.keys, shop.dice, shop.clock}, shop.domain, shop.projection,
                   {shop.projection.name, partition, 0}) {}

  void begin() {
    thread_ = std::jthread([this] { to_the_end(); });
  }

  void add_to(Measured& measured) {
    thread_.join();
    if (fault_) throw std::runtime_error(fault_->code + ": " + fault_->detail);
    measured.events += events_;
    measured.rows_sent += counted_.written();
  }

 private:
  void to_the_end() {
    while (!projector_.checkpoint() || number(projector_.checkpoint()->next) < end_) {
      const auto folded = projector_.step(std::chrono::milliseconds(0));
      if (!folded) {
        fault_ = folded.error();
        return;
      }
      events_ += *folded;
    }
  }

  const std::uint64_t end_;
  PostgresTables tables_;
  CountedTables counted_;
  Projector projector_;
  std::size_t events_ = 0;
  std::optional<Fault> fault_;
  std::jthread thread_;
};

}  // namespace

Measured project(Shop& shop, Log& log, const Database& database) {
  std::vector<std::unique_ptr<Lane>> lanes;
  for (std::uint32_t partition = 0; partition < log.partitions(); ++partition) {
    lanes.push_back(std::make_unique<Lane>(shop, log, database.url(), Partition{partition}));
  }
  const Stopwatch watch;
  Measured measured;
  for (const auto& lane : lanes) lane->begin();
  for (const auto& lane : lanes) lane->add_to(measured);
  measured.seconds = watch.seconds();
  return measured;
}

}  // namespace fettle::bench
