// What the command line exports of the log, beside the running product or of one that was ended.
#pragma once

#include <doctest/doctest.h>

#include <sstream>

#include "test/journey/support/caller.hpp"

namespace fettle::journey {

// The events of one thing, "job/<id>", the oldest first.
inline std::vector<Json> exported(const Served& served, const std::string& aggregate) {
  const auto done =
      served.command({"replay", "--tenant", default_tenant, "--aggregate", aggregate});
  CHECK_MESSAGE(done.exit == 0, done.output);
  std::vector<Json> events;
  std::istringstream lines(done.output);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('{')) events.push_back(Json::parse(line));
  }
  return events;
}

inline std::vector<std::string> types_of(const std::vector<Json>& events) {
  std::vector<std::string> types;
  for (const auto& event : events) types.push_back(event.at("type"));
  return types;
}

}  // namespace fettle::journey
