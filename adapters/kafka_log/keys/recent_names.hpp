// The names met last, as many as there is room for: the older half is forgotten at once.
#pragma once

#include <string>
#include <unordered_set>
#include <utility>

namespace fettle::kafka {

class RecentNames {
 public:
  explicit RecentNames(std::size_t names_max) : half_(names_max / 2) {}

  void add(std::string name) {
    if (contains(name)) return;
    if (newer_.size() >= half_) older_ = std::exchange(newer_, {});
    newer_.insert(std::move(name));
  }
  bool contains(const std::string& name) const {
    return newer_.contains(name) || older_.contains(name);
  }

 private:
  const std::size_t half_;
  std::unordered_set<std::string> newer_, older_;
};

}  // namespace fettle::kafka
