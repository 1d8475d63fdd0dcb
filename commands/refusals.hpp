// The refusals that many commands share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle {

inline Rejection not_found(std::string_view code, std::string detail) {
  return {Refusal::not_found, std::string(code), std::move(detail)};
}

inline Rejection conflict(std::string_view code, std::string detail) {
  return {Refusal::wrong_state, std::string(code), std::move(detail)};
}

inline Rejection forbidden(std::string_view code, std::string detail) {
  return {Refusal::forbidden, std::string(code), std::move(detail)};
}

inline Rejection bad_field(std::string_view field, std::string_view code,
                           const std::string& detail) {
  return {
      Refusal::rule, std::string(code), detail, {{std::string(field), std::string(code), detail}}};
}

}  // namespace fettle
