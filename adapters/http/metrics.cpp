// Each series of ours wraps one of prometheus-cpp; the number of series of a name is bounded.
#include "adapters/http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>
#include <sstream>

namespace fettle::http {
namespace {

class CounterSeries final : public Counter {
 public:
  explicit CounterSeries(prometheus::Counter& counter) : counter_(counter) {}
  void add(std::uint64_t count) override { counter_.Increment(static_cast<double>(count)); }

 private:
  prometheus::Counter& counter_;
};

class GaugeSeries final : public Gauge {
 public:
  explicit GaugeSeries(prometheus::Gauge& gauge) : gauge_(gauge) {}
  void set(double value) override { gauge_.Set(value); }
  void add(double change) override { gauge_.Increment(change); }

 private:
  prometheus::Gauge& gauge_;
};

class HistogramSeries final : public Histogram {
 public:
  explicit HistogramSeries(prometheus::Histogram& histogram) : histogram_(histogram) {}
  void observe(double value) override { histogram_.Observe(value); }

 private:
  prometheus::Histogram& histogram_;
};

using Labels = std::map<std::string, std::string>;

// All series of one kind, by name and labels.
template <class Series>
class Book {
 public:
  // `make(labels)` gives the series of labels not yet seen.
  template <class Make>
  Series& find(const std::string& name, Labels labels, Make make) {
    auto& page = pages_[name];
    if (page.size() >= series_max && !page.contains(labels)) {
      for (auto& [label, value] : labels) value = "other";
    }
    auto& series = page[labels];
    if (!series) series = make(labels);
    return *series;
  }

 private:
  std::map<std::string, std::map<Labels, std::unique_ptr<Series>>> pages_;
};

Labels to_map(const MetricLabels& labels) { return {labels.begin(), labels.end()}; }

}  // namespace

struct PrometheusMetrics::State {
  prometheus::Registry registry;
  std::mutex mutex;
  Book<Counter> counters;
  Book<Gauge> gauges;
  Book<Histogram> histograms;
  std::map<std::string, std::vector<double>> bounds;
};

PrometheusMetrics::PrometheusMetrics() : state_(std::make_unique<State>()) {}
PrometheusMetrics::~PrometheusMetrics() = default;

Counter& PrometheusMetrics::counter(const MetricName& name, const MetricLabels& labels) {
  const std::lock_guard lock(state_->mutex);
  return state_->counters.find(name.name, to_map(labels), [&](const Labels& final_labels) {
    auto& family =
        prometheus::BuildCounter().Name(name.name).Help(name.help).Register(state_->registry);
    return std::make_unique<CounterSeries>(family.Add(final_labels));
  });
}

Gauge& PrometheusMetrics::gauge(const MetricName& name, const MetricLabels& labels) {
  const std::lock_guard lock(state_->mutex);
  return state_->gauges.find(name.name, to_map(labels), [&](const Labels& final_labels) {
    auto& family =
        prometheus::BuildGauge().Name(name.name).Help(name.help).Register(state_->registry);
    return std::make_unique<GaugeSeries>(family.Add(final_labels));
  });
}

Histogram& PrometheusMetrics::histogram(const MetricName& name, const MetricLabels& labels,
                                        const std::vector<double>& bounds) {
  const std::lock_guard lock(state_->mutex);
  const auto& settled = state_->bounds.emplace(name.name, bounds).first->second;
  return state_->histograms.find(name.name, to_map(labels), [&](const Labels& final_labels) {
    auto& family =
        prometheus::BuildHistogram().Name(name.name).Help(name.help).Register(state_->registry);
    return std::make_unique<HistogramSeries>(family.Add(final_labels, settled));
  });
}

std::string PrometheusMetrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, state_->registry.Collect());
  return out.str();
}

Response metrics_page(const PrometheusMetrics& metrics) {
  return {200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), {}};
}

}  // namespace fettle::http
