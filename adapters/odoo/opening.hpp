// Finds out which Odoo it is and which way to speak with it.
#pragma once

#include <memory>

#include "adapters/odoo/settings.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/ports/web.hpp"

namespace fettle::odoo {

struct Opened {
  std::unique_ptr<Transport> transport;
  std::int64_t major = 0;  // 16, 17, 18, 19 …
};

// Asks the version without a login, then shows that the login works.
//   version_unknown: what answers does not say a version.
//   login_refused, database_missing, …: as its first call said.
Result<Opened> open_transport(const Settings& settings, OutgoingWeb& web);

}  // namespace fettle::odoo
