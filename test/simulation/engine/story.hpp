// What happened in one run, for whoever reads about a failure: one line a happening, the last ones.
#pragma once

#include <fmt/format.h>

#include <deque>
#include <map>
#include <string>

#include "test/simulation/engine/schedule.hpp"

namespace fettle::sim {

class Story {
 public:
  Story(const Schedule& schedule, bool told) : schedule_(schedule), told_(told) {}

  // `what` is counted, and shown when the story is told.
  template <class... Args>
  void tell(std::string_view what, fmt::format_string<Args...> text, Args&&... args) {
    ++counts_[std::string(what)];
    if (!told_) return;
    lines_.push_back(fmt::format("{:>12.6f} s {:<16} {}",
                                 std::chrono::duration<double>(schedule_.now() - begin_).count(),
                                 what, fmt::format(text, std::forward<Args>(args)...)));
    if (lines_.size() > lines_max) lines_.pop_front();
  }
  void count(std::string_view what) { ++counts_[std::string(what)]; }

  const std::deque<std::string>& lines() const { return lines_; }
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }

 private:
  static constexpr std::size_t lines_max = 20'000;
  const Schedule& schedule_;
  const bool told_;
  const Moment begin_ = schedule_.now();
  std::deque<std::string> lines_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

}  // namespace fettle::sim
