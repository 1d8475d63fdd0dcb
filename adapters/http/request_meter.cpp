// The numbers of requests.
#include "adapters/http/request_meter.hpp"

#include <algorithm>
#include <atomic>

namespace fettle::http {
namespace {

constexpr std::size_t status_first = 100, status_count = 500;

const std::vector<double> latency_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                         0.1,    0.25,  0.5,    1,     2.5,  5,     10};

}  // namespace

// Counters by status are made when a status is first seen, and found without a lock after.
struct RequestMeter::Series {
  std::string face;
  std::string method;
  Histogram& seconds;
  std::array<std::atomic<Counter*>, status_count> by_status{};
};

RequestMeter::RequestMeter(Metrics& metrics, const Clock& clock)
    : metrics_(metrics),
      clock_(clock),
      in_flight_(
          metrics.gauge({"fettle_http_requests_in_flight", "Requests being answered."}, {})) {}
RequestMeter::~RequestMeter() = default;

RequestMeter::Series& RequestMeter::series(std::string_view face, Method method) {
  const std::lock_guard lock(mutex_);
  auto found = faces_.find(face);
  if (found == faces_.end()) {
    found = faces_.emplace(face, std::make_unique<Methods>()).first;
  }
  auto& series = (*found->second)[static_cast<std::size_t>(method)];
  if (!series) {
    const std::string verb(to_text(method));
    auto& seconds = metrics_.histogram(
        {"fettle_http_request_seconds", "From a request read to its answer given."},
        {{"face", std::string(face)}, {"method", verb}}, latency_bounds);
    series.reset(new Series{std::string(face), verb, seconds, {}});
  }
  return *series;
}

void RequestMeter::begin(std::string_view face, Method method, Responder& responder) {
  in_flight_.add(1);
  responder.watch([this, &mine = series(face, method), begun = clock_.now()](
                      const Response& response) { end(mine, response.status, begun); });
}

void RequestMeter::refused(unsigned status) {
  metrics_
      .counter({"fettle_http_refused_total", "Answers of the server itself, to what no face saw."},
               {{"status", std::to_string(status)}})
      .add(1);
}

void RequestMeter::end(Series& series, unsigned status, Moment begun) {
  in_flight_.add(-1);
  const auto took = std::max(clock_.now() - begun, Micros{0});
  series.seconds.observe(std::chrono::duration<double>(took).count());
  auto& slot = series.by_status.at(status - status_first);
  auto* counter = slot.load();
  if (!counter) {
    counter = &metrics_.counter(
        {"fettle_http_requests_total", "Requests answered."},
        {{"face", series.face}, {"method", series.method}, {"status", std::to_string(status)}});
    slot = counter;
  }
  counter->add(1);
}

}  // namespace fettle::http
