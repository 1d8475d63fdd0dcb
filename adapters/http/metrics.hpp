// The metrics port on prometheus-cpp, the text for /metrics, and the counting of requests.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/metrics.hpp"

namespace fettle::http {

inline constexpr std::size_t series_max = 500;  // of one name

class PrometheusMetrics : public Metrics {
 public:
  PrometheusMetrics();
  ~PrometheusMetrics() override;
  Counter& counter(const MetricName& name, const MetricLabels& labels) override;
  Gauge& gauge(const MetricName& name, const MetricLabels& labels) override;
  Histogram& histogram(const MetricName& name, const MetricLabels& labels,
                       const std::vector<double>& bounds) override;

  std::string text() const;  // text exposition format 0.0.4

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Response metrics_page(const PrometheusMetrics& metrics);

}  // namespace fettle::http
