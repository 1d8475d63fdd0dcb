// What the shard knows, in layers that its readers see as one: changes not yet stored and cached
// states over the snapshot store. Bounded: stored states beyond a limit are forgotten, oldest use
// first; states not yet stored are bounded by the shard's back-pressure.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/ports/keys.hpp"
#include "core/ports/snapshots.hpp"
#include "core/shard/answer_record.hpp"
#include "core/shard/cell.hpp"

namespace fettle {

// What one key of the store holds. Answers are shared with the commit on its way, which will set
// their offset; plain strings are chain heads and marks.
using Stored = std::variant<std::monostate, std::shared_ptr<const Cell>,
                            std::shared_ptr<AnswerRecord>, std::string>;

// All that a commit, or a run of them, changes, in order. Lists, since a shard makes, moves and
// drops them all day, and only who stores them asks which of a key is the last.
struct Changes {
  std::vector<std::pair<std::string, Stored>> values;
  std::vector<std::pair<std::string, bool>> entries;  // of `i` and `t`: there, or taken back

  void append(Changes&& later);
  // Leaves the last change of each key.
  void leave_last();
  std::size_t size() const { return values.size() + entries.size(); }
};

class Memory {
 public:
  Memory(Snapshots& snapshots, Keys& keys, Dice& dice, std::size_t cached_max)
      : snapshots_(snapshots), keys_(keys), dice_(dice), cached_max_(cached_max) {}

  // Null: there is none.
  Result<std::shared_ptr<const Cell>> aggregate(std::string_view tenant, const AggregateType& type,
                                                std::string_view id);
  Result<std::shared_ptr<AnswerRecord>> answer(const std::string& key);
  Result<std::optional<std::string>> text(const std::string& key);

  // Entries in [from, to) in byte order, without those taken back.
  Result<void> scan(const std::string& from, const std::string& to,
                    const std::function<bool(std::string_view key)>& visit);

  // Makes changes visible. `change` rises by one with every call.
  void apply(const Changes& changes, std::uint64_t change);
  // The changes up to `change` are in the store now, those of `keys`: each key once.
  void stored(const Changes& keys, std::uint64_t change);
  void forget_all();

  Sealing sealing(std::string_view tenant) const {
    return {TenantId(std::string(tenant)), keys_, dice_};
  }
  std::size_t size() const { return values_.size() + entries_.size(); }
  std::size_t cached() const { return by_use_.size(); }  // as stored
  std::size_t unstored() const { return size() - cached(); }

 private:
  struct Slot {
    Stored value;
    std::uint64_t change = 0;  // 0: as stored
    std::list<std::string>::iterator used{};
  };
  struct Entry {
    bool there = false;
    std::uint64_t change = 0;
  };

  Slot* find(const std::string& key);
  void keep(const std::string& key, Stored value);
  void make_room();

  Snapshots& snapshots_;
  Keys& keys_;
  Dice& dice_;
  std::size_t cached_max_;
  std::unordered_map<std::string, Slot> values_;
  std::list<std::string> by_use_;  // keys of the slots that are as stored, last used first
  std::map<std::string, Entry> entries_;
};

}  // namespace fettle
