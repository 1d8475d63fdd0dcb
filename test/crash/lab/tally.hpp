// What a run of the crash lab came to: counts by name, and what was lost or wrong, in words.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fettle::lab {

struct Tally {
  std::map<std::string, std::uint64_t, std::less<>> counts;
  std::vector<std::string> complaints;
  std::uint64_t lost = 0, wrong = 0;

  std::uint64_t of(std::string_view what) const {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
  }
  void add(std::string_view what, std::uint64_t many = 1) {
    if (!counts.contains(what)) counts.emplace(what, 0);
    counts.find(what)->second += many;
  }
  void complain(std::uint64_t& kind, std::string text) {
    constexpr std::size_t told_max = 20;
    ++kind;
    if (complaints.size() < told_max) complaints.push_back(std::move(text));
  }
};

}  // namespace fettle::lab
