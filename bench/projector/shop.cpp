#include "bench/projector/shop.hpp"

#include "adapters/segment_log/segment_log.hpp"
#include "bench/need.hpp"
#include "bench/projector/orders.hpp"
#include "bench/projector/side_by_side_log.hpp"

namespace fettle::bench {

Shop::Shop(int orders_of_it) : orders(orders_of_it), one_(filled(1)), two_(filled(2)) {
  for (const auto& [name, handlers] : projection.events) domain.add(*handlers.type);
}

std::unique_ptr<Log> Shop::filled(std::uint32_t partitions) {
  std::vector<std::unique_ptr<Log>> parts;
  for (std::uint32_t part = 0; part < partitions; ++part) {
    const auto name = std::to_string(part) + "-of-" + std::to_string(partitions);
    const auto path = (folder_.path() / name).string();
    parts.push_back(need(segment_log::SegmentLog::open(disk_, path, LogId("bench"), {})));
  }
  auto log = std::make_unique<SideBySideLog>(std::move(parts));
  fill(*log, keys, dice, orders);
  return log;
}

Log& Shop::on_kafka() {
  if (!kafka_) {
    kafka_.emplace(need(open_kafka(dice)));
    fill(*kafka_->log, keys, dice, orders);
  }
  return *kafka_->log;
}

}  // namespace fettle::bench
