// Numbers for the operator: counters, gauges and histograms by name and labels.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace fettle {

class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(std::uint64_t count) = 0;  // any thread
};

class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(double value) = 0;   // any thread
  virtual void add(double change) = 0;  // any thread; may be negative
};

class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void observe(double value) = 0;  // any thread
};

struct MetricName {
  std::string name;  // fettle_<thing>_<unit>, counters end in _total
  std::string help;  // one sentence
};

using MetricLabels = std::vector<std::pair<std::string, std::string>>;

// Series are made once and kept by whoever counts; looking one up takes a lock. The references
// live as long as the Metrics. The same name and labels give the same series. Label values must
// come from a bounded set: beyond a named number of series a name gives one common series whose
// label values are all "other".
class Metrics {
 public:
  virtual ~Metrics() = default;
  virtual Counter& counter(const MetricName& name, const MetricLabels& labels) = 0;
  virtual Gauge& gauge(const MetricName& name, const MetricLabels& labels) = 0;
  // `bounds`: upper bounds of the buckets, rising; the first call of a name settles them.
  virtual Histogram& histogram(const MetricName& name, const MetricLabels& labels,
                               const std::vector<double>& bounds) = 0;
};

}  // namespace fettle
