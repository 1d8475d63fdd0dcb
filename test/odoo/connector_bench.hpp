// The connector at a shop's Odoo, fed with events by hand: what its tests begin with.
#pragma once

#include "adapters/odoo/connector.hpp"
#include "adapters/odoo/visit.hpp"
#include "core/envelope.hpp"
#include "schemas/requisition/events.hpp"
#include "test/odoo/shop.hpp"
#include "test/support/errand_outcomes.hpp"
#include "test/support/test_clock.hpp"

namespace fettle::odoo {

inline const TenantId demo("demo");

class ConnectorBench {
 public:
  explicit ConnectorBench(Way way = {18, TransportChoice::json_rpc},
                          std::vector<std::string> more = {})
      : shop(way, std::move(more)), settings(settings_of(shop, way)) {
    start();
  }

  // A process of its own: it knows nothing but what it is told from now on.
  void start() {
    connector.emplace(OdooConnector::Tenants{{demo.text(), settings}}, shop.web, clock);
  }

  template <class E>
  ErrandChange fold(const std::string& id, E event) {
    static const EventType type = named<E>();
    Envelope envelope;
    envelope.tenant = demo.text();
    envelope.id = id;
    CHECK(connector->wants(type.name));
    return connector->fold(envelope, {&type, std::make_shared<const E>(std::move(event))});
  }

  // What the event asks for, as the loop gives it to `run`.
  template <class E>
  DueErrand errand(const std::string& id, E event, std::int64_t tries = 0) {
    const auto change = fold(id, std::move(event));
    REQUIRE(change.opened.has_value());
    return {.id = "COMMIT." + std::to_string(++errands_),
            .tenant = demo,
            .action = change.opened->action,
            .subject = change.opened->subject,
            .details = change.opened->details,
            .tries = tries};
  }

  DueErrand issue(const std::string& id, std::int64_t product, std::int64_t quantity,
                  std::int64_t tries = 0, const std::string& key = "") {
    return errand(id,
                  RequisitionApproved{.job = JobId("J1"),
                                      .short_number = "1",
                                      .store = StoreId("S1"),
                                      .product = ProductId("BP"),
                                      .odoo_id = product,
                                      .quantity = quantity,
                                      .document_name = key.empty() ? id : key,
                                      .approved_by = "boss",
                                      .errand = ErrandId("its-own")},
                  tries);
  }
  void requested(const std::string& id, std::int64_t product, std::int64_t quantity) {
    fold(id, RequisitionRequested{.job = JobId("J1"),
                                  .short_number = "1",
                                  .store = StoreId("S1"),
                                  .product = ProductId("BP"),
                                  .odoo_id = product,
                                  .quantity = quantity,
                                  .requested_by = "tom",
                                  .note = {}});
  }

  ErrandOutcome run(const DueErrand& errand) {
    auto outcomes = connector->run({&errand, 1});
    REQUIRE(outcomes.size() == 1);
    return outcomes.front();
  }
  Connector::Findings look() {
    auto findings = connector->look(demo);
    REQUIRE(findings.has_value());
    return *std::move(findings);
  }

  // Beside the connector, as `fettle reconcile` has one.
  Visit visit() { return {shop.session(), settings, clock}; }

  Shop shop;
  test::TestClock clock{*parse_moment("2026-11-20T08:00:00Z")};
  TenantSettings settings;
  std::optional<OdooConnector> connector;

 private:
  template <class E>
  static EventType named() {
    EventType type;
    type.name = fettle_declaration_of(static_cast<const E*>(nullptr)).name;
    return type;
  }
  static TenantSettings settings_of(const Shop& of, Way way) {
    TenantSettings made;
    made.server = of.settings(way.transport);
    made.warehouses = {{"S1", "WH"}};
    return made;
  }

  int errands_ = 0;
};

using test::command_in;
using test::failed;
using test::found;
using test::recorded;

}  // namespace fettle::odoo
