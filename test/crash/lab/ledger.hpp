// What the crash lab's clients have asked of one folder's shop and what they were told: the truth
// that the folder is held against after each cut. The process that keeps it is never cut.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace fettle::lab {

// A command that can be sent again, the same: its number is its idempotency key.
struct Wish {
  enum class Kind { make_box, add_things };

  Kind kind = Kind::make_box;
  std::string name;        // of a new box
  std::string box;         // that things are put into
  std::int64_t count = 0;  // of things
};

struct Answer {
  std::string id;
  std::uint64_t version = 0;
  std::uint64_t offset = 0;
  bool operator==(const Answer&) const = default;
};

struct Sent {
  Wish wish;
  std::optional<Answer> accepted;
  std::string refused;  // by this code, for good
};

struct Ledger {
  std::map<std::uint64_t, Sent> sent;  // by number
  std::set<std::string> visitors;      // persons whose keys were made durable
  std::set<std::string> to_erase;      // of them: begun, not known whether done
  std::set<std::string> erased;        // done

  std::uint64_t next() const { return sent.empty() ? 0 : sent.rbegin()->first + 1; }
};

inline std::string key_of(std::uint64_t number) { return "key-" + std::to_string(number); }

}  // namespace fettle::lab
