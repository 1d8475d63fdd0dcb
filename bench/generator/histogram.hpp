// How long things took: counts in log-linear buckets, so that any percentile is right to 1.6 %,
// from a nanosecond to hours, in a few pages of memory that no answer can make grow.
#pragma once

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>
#include <vector>

namespace fettle::bench {

class Histogram {
 public:
  struct Bucket {
    std::uint64_t to;  // in nanoseconds, this one included
    std::uint64_t count;
  };

  void add(std::chrono::nanoseconds took) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
    ++counts_[index_of(value)];
    ++count_;
    largest_ = std::max(largest_, value);
  }

  std::uint64_t count() const { return count_; }
  double milliseconds_max() const { return milliseconds(largest_); }

  // The end of the bucket in which that part of all lies; 0 when nothing was added.
  double milliseconds_at(double part) const {
    const auto wanted = std::max(part * static_cast<double>(count_), 1.0);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (static_cast<double>(seen) >= wanted) return milliseconds(std::min(end_of(i), largest_));
    }
    return 0;
  }

  // Those that hold something, in order.
  std::vector<Bucket> buckets() const {
    std::vector<Bucket> filled;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] > 0) filled.push_back({end_of(i), counts_[i]});
    }
    return filled;
  }

  static double milliseconds(std::uint64_t nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e6;
  }

 private:
  // Below 64 a bucket holds one value; from there each doubling is cut into 64 buckets.
  static constexpr int fine_bits = 6;
  static constexpr std::uint64_t fine = 1 << fine_bits;
  static constexpr std::size_t buckets_max = (64 - fine_bits + 1) * fine;

  static std::size_t index_of(std::uint64_t value) {
    if (value < fine) return value;
    const auto doublings = static_cast<std::uint64_t>(std::bit_width(value)) - fine_bits - 1;
    return doublings * fine + (value >> doublings);
  }
  static std::uint64_t end_of(std::size_t index) {
    if (index < fine) return index;
    const auto doublings = index / fine - 1;
    return ((index % fine + fine + 1) << doublings) - 1;
  }

  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(buckets_max);
  std::uint64_t count_ = 0;
  std::uint64_t largest_ = 0;
};

}  // namespace fettle::bench
