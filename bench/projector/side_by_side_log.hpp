// A log with a partition for each of some embedded ones, which have one each: what two lanes need,
// and without a broker between.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/ports/log.hpp"

namespace fettle::bench {

class SideBySideLog final : public Log {
 public:
  // Precondition: at least one, all with one id.
  explicit SideBySideLog(std::vector<std::unique_ptr<Log>> parts) : parts_(std::move(parts)) {}

  LogId id() const override { return parts_.front()->id(); }
  std::uint32_t partitions() const override { return static_cast<std::uint32_t>(parts_.size()); }

  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override {
    return part(partition).claim(only, owner, nonce);
  }
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    return part(partition).read(only, from);
  }
  Result<Offset> durable_end(Partition partition) override {
    return part(partition).durable_end(only);
  }

 private:
  static constexpr Partition only{0};

  Log& part(Partition partition) { return *parts_.at(number(partition)); }

  std::vector<std::unique_ptr<Log>> parts_;
};

}  // namespace fettle::bench
