// What long work says about itself while it runs, and how it learns that nobody waits any more.
#pragma once

#include <cstdint>

#include "core/result.hpp"

namespace fettle::cli {

class Progress {
 public:
  virtual ~Progress() = default;
  // So much of `total` is done; called often. False: end, and leave nothing half done.
  virtual bool at(std::uint64_t done, std::uint64_t total) = 0;
};

// For work that is short, or watched by nobody.
class NoProgress final : public Progress {
 public:
  bool at(std::uint64_t, std::uint64_t) override { return true; }
};

// closed `interrupted`.
Fault interrupted();
bool is_interruption(const Fault& fault);

}  // namespace fettle::cli
