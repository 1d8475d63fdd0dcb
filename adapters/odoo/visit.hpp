// What a piece of work at a shop's Odoo needs; lives as long as one call of the connector.
#pragma once

#include <string_view>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/server.hpp"
#include "adapters/odoo/tenant_settings.hpp"
#include "core/ports/clock.hpp"
#include "schemas/ids.hpp"

namespace fettle::odoo {

struct Visit {
  Session& session;
  const TenantSettings& settings;
  const Clock& clock;
  // When a call of somebody's was out whose outcome nobody knows.
  std::optional<Moment> unclear_since = {};

  Transport& odoo() const { return *session.transport; }
  const Profile& profile() const { return session.profile; }

  // Null: the settings name none for the store, or Odoo has none of that code.
  const Warehouse* warehouse(std::string_view store) const {
    const auto named = settings.warehouses.find(std::string(store));
    return named == settings.warehouses.end() ? nullptr : profile().warehouse(named->second);
  }
};

// Codes of failures beside those of fault.hpp: a person must look.
namespace code {
inline constexpr std::string_view warehouse_missing = "odoo_warehouse_missing";
inline constexpr std::string_view picking_cancelled = "odoo_picking_cancelled";
inline constexpr std::string_view quantity_unusable = "odoo_quantity_unusable";
inline constexpr std::string_view stock_short = "odoo_stock_short";
inline constexpr std::string_view catalogue_too_large = "odoo_catalogue_too_large";
inline constexpr std::string_view sale_documents_off = "odoo_sale_documents_off";
inline constexpr std::string_view invoice_differs = "odoo_invoice_differs";
}  // namespace code

inline ErrandFailure refused(std::string_view code, std::string detail) {
  return {ErrandFailure::Kind::refused, std::string(code), std::move(detail)};
}

// Null: the server is there.
inline const ErrandFailure* server_away(const ErrandOutcome& outcome) {
  const auto* failure = std::get_if<ErrandFailure>(&outcome);
  return failure != nullptr && is_away(*failure) ? failure : nullptr;
}

// Of an errand behind one that met no server: none of its tries is used up.
inline ErrandFailure not_tried(const ErrandFailure& of_another) {
  return {ErrandFailure::Kind::unreachable, of_another.code, of_another.detail};
}

inline ErrandFailure no_warehouse(std::string_view store) {
  return refused(code::warehouse_missing,
                 "name an existing warehouse of Odoo for store " + std::string(store));
}

}  // namespace fettle::odoo
