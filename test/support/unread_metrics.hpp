// Series for parts under test whose numbers nobody asks for.
#pragma once

#include "core/ports/metrics.hpp"

namespace fettle::test {

class UnreadMetrics final : public Metrics {
 public:
  Counter& counter(const MetricName&, const MetricLabels&) override { return counter_; }
  Gauge& gauge(const MetricName&, const MetricLabels&) override { return gauge_; }
  Histogram& histogram(const MetricName&, const MetricLabels&,
                       const std::vector<double>&) override {
    return histogram_;
  }

 private:
  struct Count final : Counter {
    void add(std::uint64_t) override {}
  } counter_;
  struct Level final : Gauge {
    void set(double) override {}
    void add(double) override {}
  } gauge_;
  struct Spread final : Histogram {
    void observe(double) override {}
  } histogram_;
};

}  // namespace fettle::test
