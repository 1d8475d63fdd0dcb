// What one business has settled about its Odoo: the server, its stores there, what is wanted of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "adapters/odoo/picking.hpp"
#include "adapters/odoo/settings.hpp"
#include "core/money.hpp"

namespace fettle::odoo {

struct TenantSettings {
  Settings server = {};
  std::map<std::string, std::string> warehouses = {};  // by store id: the code of its warehouse
  // cancel: a person of ours decides anew. wait: the picking stays, and is tried again by the plan.
  WhenShort when_short = WhenShort::cancel;
  // Sale order, invoice and customer of paid orders, as one line of this service.
  bool sale_documents = false;
  std::int64_t service_product = 0;  // Odoo's id
  Currency currency{"CNY"};          // of the company, with hundredths
  // How long Odoo may work on a call that nobody waits for any more: its limit_time_real.
  std::chrono::milliseconds call_lasts_max{120'000};
  std::chrono::milliseconds look_every{300'000};
  std::chrono::milliseconds look_again{60'000};  // after a look that failed
};

}  // namespace fettle::odoo
