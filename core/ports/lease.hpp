// The right of this process to act for one partition, as the group of all processes deals it out.
// It only says who should try: what fences the others is the claim on the log.
#pragma once

#include <cstdint>

namespace fettle {

enum class Part {
  none,     // somebody else's, and nothing to keep ready
  standby,  // somebody else's; its log is folded here too, so that a take-over has little to read
  owner,
};

class Lease {
 public:
  virtual ~Lease() = default;
  virtual Part part() const = 0;
  // The group confirmed the ownership so lately that nobody else can have claimed yet: an answer
  // may be given from the state alone. An answer that waits for its append needs no such proof.
  virtual bool fresh() const = 0;
  // Rises each time the ownership is given: between two terms another may have been the owner, also
  // when nobody here was without it at any look.
  virtual std::uint64_t term() const = 0;
};

// Of a log that one process has alone.
class SoleLease final : public Lease {
 public:
  Part part() const override { return Part::owner; }
  bool fresh() const override { return true; }
  std::uint64_t term() const override { return 1; }
};

}  // namespace fettle
