#include "adapters/odoo/connector.hpp"

#include <algorithm>

#include "adapters/odoo/connector_counts.hpp"
#include "adapters/odoo/connector_folds.hpp"
#include "adapters/odoo/connector_look.hpp"
#include "adapters/odoo/connector_pickings.hpp"
#include "adapters/odoo/connector_sales.hpp"
#include "adapters/odoo/open_requisitions.hpp"
#include "adapters/odoo/picking_batch.hpp"

namespace fettle::odoo {
namespace {

ErrandOutcome run_alone(const Visit& visit, const DueErrand& errand) {
  if (errand.action == action::post_count) return post_count(visit, errand);
  if (errand.action == action::sale_documents) return make_sale_documents(visit, errand);
  invariant(errand.action == action::issue_invoice, "an errand has an action that was folded");
  return issue_invoice(visit, errand);
}

// Those that are no pickings, one after the other.
void run_others(const Visit& visit, std::span<const DueErrand> errands, Outcomes& outcomes) {
  std::optional<ErrandFailure> away;
  const auto watch = [&](const ErrandOutcome& outcome) {
    if (const auto* failure = server_away(outcome); failure && !away) away = *failure;
  };
  for (const auto& outcome : outcomes) {
    if (outcome) watch(*outcome);
  }
  for (std::size_t i = 0; i < errands.size(); ++i) {
    if (outcomes[i]) continue;
    outcomes[i] = away ? ErrandOutcome(not_tried(*away)) : run_alone(visit, errands[i]);
    watch(*outcomes[i]);
  }
}

// Of those that may make a customer: he is shared with the errands beside them.
std::optional<Moment> unclear_since(std::span<const DueErrand> errands) {
  std::optional<Moment> since;
  for (const auto& errand : errands) {
    const bool of_sale =
        errand.action == action::sale_documents || errand.action == action::issue_invoice;
    if (of_sale) since = std::max(since, errand.unclear_since);
  }
  return since;
}

bool odoo_may_act(const ErrandOutcome& outcome) {
  const auto* failure = std::get_if<ErrandFailure>(&outcome);
  return failure != nullptr && leaves_unclear(failure->code);
}

}  // namespace

struct OdooConnector::Tenant {
  Tenant(const TenantSettings& of_tenant, OutgoingWeb& web)
      : settings(of_tenant), server(of_tenant.server, web) {}

  TenantSettings settings;
  Server server;
  OpenRequisitions open;
  // Customers are shared by errands, so what one left unclear holds for all.
  std::optional<Moment> unclear_since;
};

OdooConnector::OdooConnector(const Tenants& tenants, OutgoingWeb& web, const Clock& clock)
    : clock_(clock) {
  for (const auto& [id, settings] : tenants) {
    tenants_.emplace(id, std::make_unique<Tenant>(settings, web));
  }
}

OdooConnector::~OdooConnector() = default;

OdooConnector::Tenant* OdooConnector::find(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? nullptr : found->second.get();
}

bool OdooConnector::serves(const TenantId& tenant) const { return find(tenant.text()) != nullptr; }

std::size_t OdooConnector::batch_max() const { return PickingBatch::pickings_max; }

bool OdooConnector::wants(std::string_view event_type) const {
  return std::ranges::find(wanted_events, event_type) != wanted_events.end();
}

ErrandChange OdooConnector::fold(const Envelope& envelope, const AnyEvent& event) {
  auto* tenant = find(envelope.tenant);
  if (tenant == nullptr) return {};
  tenant->open.fold(envelope, event);
  return errand_of(envelope, event, tenant->settings.sale_documents);
}

bool OdooConnector::leaves_unclear(std::string_view code) const {
  return odoo::leaves_unclear(code);
}

std::vector<ErrandOutcome> OdooConnector::run(std::span<const DueErrand> errands) {
  if (errands.empty()) return {};
  auto* tenant = find(errands.front().tenant.text());
  invariant(tenant != nullptr, "errands are run of tenants that are served");
  const bool known_before = tenant->server.is_known();
  const auto session = tenant->server.session();
  if (!session) {
    return std::vector<ErrandOutcome>(errands.size(), failure_of(session.error()));
  }
  tenant->unclear_since = std::max(tenant->unclear_since, unclear_since(errands));
  const Visit visit{**session, tenant->settings, clock_, tenant->unclear_since};
  Outcomes outcomes(errands.size());
  post_pickings(visit, errands, outcomes);
  run_others(visit, errands, outcomes);
  std::vector<ErrandOutcome> all;
  for (auto& outcome : outcomes) {
    if (auto* failure = std::get_if<ErrandFailure>(&*outcome)) {
      tenant->server.learn_from(failure->code);
      // It may be upgraded since we asked what it has: the next try asks anew.
      if (known_before && failure->code == code::call_invalid) {
        failure->kind = ErrandFailure::Kind::retry;
      }
    }
    if (odoo_may_act(*outcome)) tenant->unclear_since = clock_.now();
    all.push_back(*std::move(outcome));
  }
  return all;
}

std::optional<Connector::Findings> OdooConnector::look(const TenantId& id) {
  auto* tenant = find(id.text());
  if (tenant == nullptr) return std::nullopt;
  const auto session = tenant->server.session();
  if (!session) {
    return Findings{.found = {},
                    .failure = failure_of(session.error()),
                    .next_in = tenant->settings.look_again};
  }
  const Visit visit{**session, tenant->settings, clock_};
  auto findings = Look(visit).take(tenant->open);
  if (findings.failure) tenant->server.learn_from(findings.failure->code);
  return findings;
}

}  // namespace fettle::odoo
