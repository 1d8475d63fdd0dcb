#include "adapters/cli/clock_route.hpp"

#include "adapters/http/problem.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {
namespace {

constexpr std::int64_t advance_ms_max = 366LL * 24 * 3600 * 1000;

Checked<Micros> advance_in(const std::string& body) {
  const auto document = TRY(json::Document::parse(body));
  const auto* member = document.find("advance_ms");
  const auto* ms = member == nullptr ? nullptr : member->whole();
  if (ms != nullptr && *ms >= 0 && *ms <= advance_ms_max)
    return Micros(std::chrono::milliseconds(*ms));
  return Rejection{Refusal::rule,
                   "advance_malformed",
                   "advance_ms is a whole number of milliseconds, at most a year",
                   {}};
}

}  // namespace

void add_clock_route(http::Router& router, MovableClock& clock) {
  router.add(http::Method::post, "/test/clock",
             [&clock](http::Routed routed, http::Responder responder) {
               const auto span = advance_in(routed.request.body);
               if (!span) return responder(http::to_response(span.error()));
               clock.move_by(*span);
               responder(http::json(200, "{\"now\":\"" + to_text(clock.now()) + "\"}"));
             });
}

}  // namespace fettle::cli
