// How long things took, and the quantiles of that.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace fettle::bench {

class Latencies {
 public:
  void add(std::chrono::nanoseconds took) { took_.push_back(took); }
  std::size_t count() const { return took_.size(); }

  // In milliseconds; 0.5 is the median, 1 the longest. 0 when nothing was added.
  double quantile(double part) {
    if (took_.empty()) return 0;
    const auto at = std::min(took_.size() - 1,
                             static_cast<std::size_t>(part * static_cast<double>(took_.size())));
    std::ranges::nth_element(took_, took_.begin() + static_cast<std::ptrdiff_t>(at));
    return std::chrono::duration<double, std::milli>(took_[at]).count();
  }

 private:
  std::vector<std::chrono::nanoseconds> took_;
};

}  // namespace fettle::bench
