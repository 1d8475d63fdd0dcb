// Who looks on while commands are decided: told of each when a shard takes it in hand, and of its
// answer before anybody else hears of it.
#pragma once

#include <memory>

#include "core/shard/submission.hpp"

namespace fettle::sim {

// A command as it was given to a shard.
struct Handed {
  std::string node;
  TenantId tenant;
  Caller caller;
  const CommandType* type = nullptr;
  Any command;
  std::string key, request_hash;
  std::optional<std::uint64_t> if_match;
  Moment at;     // of the run
  Moment clock;  // what it is decided with: the node's
};

class Witness {
 public:
  virtual ~Witness() = default;
  virtual void handed(const std::shared_ptr<const Handed>& command) = 0;
  virtual void answered(const Handed& command, const Outcome& outcome) = 0;
};

}  // namespace fettle::sim
