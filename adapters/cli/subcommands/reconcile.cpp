#include <fmt/format.h>

#include "adapters/cli/outside/connector_settings.hpp"
#include "adapters/cli/outside/our_books.hpp"
#include "adapters/cli/outside/reconciliation_report.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/personal_fields.hpp"
#include "adapters/cli/tools/scan.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/web/curl_web.hpp"

namespace fettle::cli {
namespace {

struct ReconcileOptions {
  std::string tenant, store;
  std::int64_t days = 30;
  bool as_json = false;
};

Fault not_connected(const std::string& tenant) {
  return {FaultKind::invalid, "odoo_not_connected",
          fmt::format("no [{}.odoo] in the file that connectors.file names", tenant)};
}

Result<odoo::TenantSettings> connection_of(const EngineSettings& settings,
                                           const std::string& tenant) {
  const auto all = TRY(read_connections(settings.connectors_file));
  const auto found = all.find(tenant);
  if (found == all.end() || !found->second.odoo) return not_connected(tenant);
  return *found->second.odoo;
}

Result<std::vector<std::string>> stores_of(const odoo::TenantSettings& settings,
                                           const std::string& wanted) {
  std::vector<std::string> stores;
  for (const auto& [store, warehouse] : settings.warehouses) {
    if (wanted.empty() || store == wanted) stores.push_back(store);
  }
  if (!wanted.empty() && stores.empty()) {
    return Fault{FaultKind::invalid, "store_not_connected",
                 fmt::format("store {} has no warehouse in connectors.file", wanted)};
  }
  return stores;
}

Result<OurBooks> books_of(const Surroundings& around, const TenantId& tenant) {
  const auto opened = TRY(open_log(around));
  const auto partition = TRY(partition_of(around, tenant));
  NoKeys no_keys;
  Sealing sealing(tenant, no_keys, around.dice);
  OurBooks books;
  const auto visit = [&](const StoredCommit& commit) -> Result<bool> {
    if (commit.tenant() != tenant.text()) return true;
    for (const auto& record : commit.records) {
      const auto envelope = TRY(Envelope::parse(record));
      TRY(books.fold(around.domain, envelope, sealing));
    }
    return true;
  };
  TerminalProgress progress("fold");
  const auto end = TRY(opened->log->durable_end(partition));
  TRY(scan(*opened->log, PartitionEnd{partition, end}, progress, visit));
  return books;
}

Result<Reconciliation> run(const Surroundings& around, ReconcileOptions options) {
  if (options.tenant.empty()) options.tenant = around.settings.engine.default_tenant;
  if (!TenantId::well_formed(options.tenant)) return not_connected(options.tenant);
  const auto settings = TRY(connection_of(around.settings.engine, options.tenant));
  const auto stores = TRY(stores_of(settings, options.store));
  const auto books = TRY(books_of(around, TenantId(options.tenant)));
  Reconciliation found{options.tenant,
                       {around.clock.now() - std::chrono::hours(24 * options.days), {}}};
  if (!options.store.empty()) found.scope.store = options.store;

  web::CurlWeb web({});
  odoo::Server server(settings.server, web);
  const odoo::Visit visit{*TRY(server.session()), settings, around.clock};
  found.odoo_version = visit.profile().major;
  found.postings = TRY(odoo::reconcile(visit, books.postings(found.scope), found.scope));
  const auto catalogue = TRY(odoo::read_catalogue(visit.odoo()));
  const auto figures = books.figures();
  for (const auto& store : stores) {
    found.stock.push_back(TRY(odoo::reconcile_stock(visit, catalogue, figures, store)));
  }
  found.documents = TRY(odoo::reconcile_documents(visit, books.documents(found.scope)));
  return found;
}

int show(const Reconciliation& found, bool as_json) {
  fmt::print("{}", as_json ? to_document(found).pretty() : to_text(found));
  return found.agrees() ? exit_fine : exit_found_wrong;
}

}  // namespace

void add_reconcile(Menu& menu) {
  auto options = std::make_shared<ReconcileOptions>();
  auto app = menu.add(
      "reconcile", "Hold our books of parts and documents against Odoo's.",
      "  fettle reconcile\n"
      "  fettle reconcile --tenant north --store west --days 7 --json | jq .stock.differences\n\n"
      "Folds the log and asks Odoo; changes nothing on either side. Compares postings, open "
      "requisitions,\nwhat lies in each store, and the documents of orders. What is on its way "
      "while it runs may be\nnamed: run it again. Exit code 1: the books differ. 2: no Odoo is "
      "connected. 3: Odoo is away.",
      [options](Surroundings& around) {
        const auto found = run(around, *options);
        return found ? show(*found, options->as_json) : report(found.error());
      });
  app.text("--tenant", options->tenant, "Else the default tenant");
  app.text("--store", options->store, "Of this store alone");
  app.number("--days", options->days, 1, 3'650, "How far back postings and documents are compared");
  app.flag("--json", options->as_json, "As JSON");
}

}  // namespace fettle::cli
