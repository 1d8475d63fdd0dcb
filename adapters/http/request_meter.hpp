// Counts requests by face, method and status, how long they take, and how many are in flight.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/http/message.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/metrics.hpp"

namespace fettle::http {

// `face` must come from a bounded set: the router gives "none" for a path that is no route.
class RequestMeter {
 public:
  RequestMeter(Metrics& metrics, const Clock& clock);
  ~RequestMeter();
  void begin(std::string_view face, Method method, Responder& responder);
  void refused(unsigned status);  // for ServerSettings::refused

 private:
  struct Series;
  using Methods = std::array<std::unique_ptr<Series>, 8>;
  Series& series(std::string_view face, Method method);
  void end(Series& series, unsigned status, Moment begun);

  Metrics& metrics_;
  const Clock& clock_;
  Gauge& in_flight_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Methods>, std::less<>> faces_;
};

}  // namespace fettle::http
