// The exchanges recorded with real servers, as the tests read them.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "adapters/odoo/call.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::odoo {

inline constexpr auto recorded_file = FETTLE_SOURCE_ROOT "/test/vectors/odoo_exchanges.json";

inline const json::Document& recorded(int version) {
  static const auto all = [] {
    std::ifstream file(recorded_file);
    std::stringstream text;
    text << file.rdbuf();
    return json::Document::of(text.str());
  }();
  const auto* server = all.find("servers")->find(std::to_string(version));
  REQUIRE(server != nullptr);
  return *server;
}

inline const json::Document& exchange(int version, std::string_view label) {
  for (const auto& one : *recorded(version).find("jsonrpc")->elements()) {
    if (*one.find("label") == json::Document(label)) return one;
  }
  FAIL("no exchange " << std::string(label));
  return recorded(version);
}

inline const Elements& arguments(const json::Document& exchange) {
  return *exchange.find("request")->find("params")->find("args")->elements();
}

// The call that an exchange of execute_kw recorded.
inline Call call_of(const json::Document& exchange) {
  const auto& args = arguments(exchange);
  Call call{.model = *args[3].text(), .method = *args[4].text()};
  for (const auto& value : *args[5].elements()) call.positional.emplace_back("", value);
  if (args.size() > 6) call.named = *args[6].members();
  return call;
}

}  // namespace fettle::odoo
