// The view of one tenant in memory: states folded from decided events, indexes and timers kept as
// the shard keeps them. Copies are independent of each other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"

namespace fettle::test {

class TestView final : public TenantView {
 public:
  std::vector<std::string> find(const Index& index, std::string_view key,
                                std::size_t limit = 100) override {
    return range(index, key, std::string(key) + '\0', limit);
  }
  // Blinded by a mark that no plain entry has.
  std::vector<std::string> find_personal(const Index& index, std::string_view key,
                                         std::size_t limit = 100) override {
    return find(index, blinded(key), limit);
  }
  std::vector<std::string> range(const Index& index, std::string_view from, std::string_view to,
                                 std::size_t limit = 100) override {
    std::vector<std::string> ids;
    for (const auto& [thing, marks] : marks_) {
      for (const auto& [name, key] : marks.entries) {
        if (name == index.name && key >= from && key < to) ids.push_back(thing.second);
      }
    }
    if (ids.size() > limit) ids.resize(limit);
    return ids;
  }
  Versioned lookup(std::string_view type, std::string_view id) override {
    const auto found = states_.find({std::string(type), std::string(id)});
    if (found == states_.end()) return {};
    return {found->second.version, found->second.state.get()};
  }

  void apply(const DecidedEvent& decided) {
    const Thing thing{std::string(decided.aggregate->name), decided.id};
    auto& kept = states_[thing];
    auto state =
        kept.state ? decided.aggregate->copy(kept.state.get()) : decided.aggregate->initial();
    invariant(decided.aggregate->evolve(state.get(), decided.event), "an event without a fold");
    kept = {kept.version + 1, state};
    Marks marks;
    decided.aggregate->index(state.get(), marks);
    marks_[thing] = std::move(marks);
  }

  struct Timer {
    std::string type, id, name;
    Moment due;
  };
  std::vector<Timer> timers() const {
    std::vector<Timer> all;
    for (const auto& [thing, marks] : marks_) {
      for (const auto& [name, due] : marks.timers) {
        all.push_back({thing.first, thing.second, name, due});
      }
    }
    return all;
  }

 private:
  using Thing = std::pair<std::string, std::string>;
  struct Kept {
    std::uint64_t version = 0;
    std::shared_ptr<const void> state;
  };
  struct Marks final : IndexSink {
    void put(const Index& index, std::string_view key) override {
      entries.insert({std::string(index.name), std::string(key)});
    }
    void put_personal(const Index& index, std::string_view key) override {
      put(index, blinded(key));
    }
    void timer(Moment due, std::string_view name) override {
      timers.insert({std::string(name), due});
    }
    std::set<std::pair<std::string, std::string>> entries;
    std::map<std::string, Moment> timers;
  };
  static std::string blinded(std::string_view key) { return "blinded:" + std::string(key); }

  std::map<Thing, Kept> states_;
  std::map<Thing, Marks> marks_;
};

}  // namespace fettle::test
