// The JSON-2 way, `/json/2/<model>/<method>`: an API key, named arguments, real statuses. Odoo 19
// on.
#pragma once

#include "adapters/odoo/settings.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/ports/web.hpp"

namespace fettle::odoo {

class Json2 : public Transport {
 public:
  Json2(const Settings& settings, OutgoingWeb& web) : settings_(settings), web_(web) {}
  Result<json::Document> call(const Call& call) override;

 private:
  Settings settings_;
  OutgoingWeb& web_;
};

}  // namespace fettle::odoo
