// Rules about the log itself.
#include <fmt/format.h>

#include "test/simulation/checks/checks.hpp"

namespace fettle::sim {

// Every aggregate's versions rise by one.
std::optional<Violation> one_order(const Facts&, const ReadLog& log) {
  std::map<std::string, std::uint64_t> versions;
  for (const auto& commit : log.commits) {
    for (const auto& event : commit.events) {
      const auto name = fmt::format("{}/{}/{}", event.tenant, event.aggregate, event.id);
      if (event.sequence != ++versions[name]) {
        return Violation{__func__, fmt::format("{}: version {} follows {}", name, event.sequence,
                                               versions[name] - 1)};
      }
    }
  }
  return {};
}

std::optional<Violation> one_chain(const Facts&, const ReadLog& log) {
  for (const auto& commit : log.commits) {
    if (!commit.chained) {
      return Violation{__func__, fmt::format("the chain of {} breaks at {}", commit.tenant,
                                             number(commit.first))};
    }
  }
  return {};
}

}  // namespace fettle::sim
