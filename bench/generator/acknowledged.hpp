// The commands that the server said are durable: key and position, a line each, for whoever counts
// them against the log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace fettle::bench {

// Before the number of a command; together they are a UUID, since some commands want one as key.
std::string key_prefix(const std::string& run);

// Kept in memory until the end: writing would be in the way of measuring.
class Acknowledged {
 public:
  // The position as an answer has it, log:partition:offset; false if it is none.
  bool add(std::uint64_t number, std::string_view position);

  // Lines of "<key> <partition>:<offset>".
  Result<void> write(const std::string& path, const std::string& run) const;

 private:
  struct Command {
    std::uint64_t number;
    std::uint32_t partition;
    std::uint64_t offset;
  };
  std::vector<Command> commands_;
};

}  // namespace fettle::bench
