// A request's target taken apart: path segments and query parameters, decoded one by one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/result.hpp"

namespace fettle::http {

inline constexpr std::size_t query_parameters_max = 64;

struct Target {
  std::vector<std::string> segments;  // "/mp/b%2Fc" is {"mp", "b/c"}; "/" is {""}
  std::vector<Parameter> query;
};

// malformed `path_malformed` | `query_malformed`: a bad percent code, a control character, or
// text that is no UTF-8. Takes "/path?query" and the absolute form "http://host/path?query".
Checked<Target> parse_target(std::string_view target);

}  // namespace fettle::http
