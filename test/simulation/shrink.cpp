#include "test/simulation/shrink.hpp"

namespace fettle::sim {
namespace {

bool breaks(const Plan& plan, const std::string& rule) {
  const auto ending = run(plan);
  return ending.violation && ending.violation->rule == rule;
}

}  // namespace

Plan shrunk(Plan plan, const std::string& rule) {
  plan.told = false;
  for (auto fewer = plan; fewer.requests_max > 1;) {
    fewer.requests_max /= 2;
    if (!breaks(fewer, rule)) break;
    plan = fewer;
  }
  Faults all;
  std::vector<std::string> kinds;
  all.each([&](std::string_view name, std::uint32_t&) { kinds.emplace_back(name); });
  for (const auto& kind : kinds) {
    auto fewer = plan;
    fewer.without.push_back(kind);
    if (breaks(fewer, rule)) plan = std::move(fewer);
  }
  return plan;
}

}  // namespace fettle::sim
