// Who calls: what a verified token says.
#pragma once

#include <optional>
#include <string>

#include "core/id.hpp"
#include "core/moment.hpp"

namespace fettle::http {

struct Credential {
  AccountId account;
  TenantId tenant;
  std::string role;
  std::string token_id;              // jti
  std::optional<std::string> store;  // the one store it is good for
  std::optional<std::string> face;   // the one face it is good for
  std::optional<std::string> scope;
  Moment issued;
  Moment expires;
};

}  // namespace fettle::http
