// Odoo as a connector: posts what the shop asks for, once; reads in what changed there. Nothing of
// it is called by two threads at once but `fold`, which may run beside `run` or `look`.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/tenant_settings.hpp"
#include "core/connector.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/web.hpp"

namespace fettle::odoo {

class OdooConnector final : public Connector {
 public:
  using Tenants = std::map<std::string, TenantSettings, std::less<>>;  // by tenant id

  // Calls nobody: a server is met at the first errand or look of its tenant.
  OdooConnector(const Tenants& tenants, OutgoingWeb& web, const Clock& clock);
  ~OdooConnector() override;

  std::string_view name() const override { return "odoo"; }
  bool serves(const TenantId& tenant) const override;
  std::size_t batch_max() const override;

  bool wants(std::string_view event_type) const override;
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override;

  bool leaves_unclear(std::string_view code) const override;
  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override;
  std::optional<Findings> look(const TenantId& tenant) override;

 private:
  struct Tenant;
  Tenant* find(std::string_view tenant) const;

  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_;
  const Clock& clock_;
};

}  // namespace fettle::odoo
