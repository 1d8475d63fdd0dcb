#include "bench/generator/histogram.hpp"

#include <doctest/doctest.h>

using fettle::bench::Histogram;
using std::chrono::nanoseconds;

TEST_CASE("a percentile is at most 1.6 % above what was added, and never above the longest") {
  for (const std::int64_t took :
       {0L, 1L, 63L, 64L, 65L, 127L, 128L, 5'000L, 1'234'567L, 3'600'000'000'000L}) {
    CAPTURE(took);
    Histogram histogram;
    histogram.add(nanoseconds(took));
    histogram.add(nanoseconds(2 * took));
    const auto exact = static_cast<double>(took) / 1e6;
    CHECK(histogram.milliseconds_at(0.5) >= exact);
    CHECK(histogram.milliseconds_at(0.5) <= exact * 65 / 64);
    CHECK(histogram.milliseconds_max() == doctest::Approx(2 * exact));
    CHECK(histogram.milliseconds_at(1) == histogram.milliseconds_max());
  }
}

TEST_CASE("percentiles of a thousand different times are where they belong") {
  Histogram histogram;
  for (int i = 1; i <= 1000; ++i) histogram.add(std::chrono::microseconds(i));
  CHECK(histogram.count() == 1000);
  CHECK(histogram.milliseconds_at(0.5) == doctest::Approx(0.5).epsilon(0.016));
  CHECK(histogram.milliseconds_at(0.99) == doctest::Approx(0.99).epsilon(0.016));
  CHECK(histogram.milliseconds_at(0.999) == doctest::Approx(0.999).epsilon(0.016));
  std::uint64_t counted = 0, before = 0;
  for (const auto& bucket : histogram.buckets()) {
    CHECK(bucket.to > before);
    before = bucket.to;
    counted += bucket.count;
  }
  CHECK(counted == 1000);
}

TEST_CASE("the longest time that there is has a bucket, and nothing added is 0") {
  Histogram histogram;
  CHECK(histogram.milliseconds_at(0.99) == 0);
  histogram.add(nanoseconds::max());
  CHECK(histogram.buckets().size() == 1);
}
