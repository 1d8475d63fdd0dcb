// The differences between our books and Odoo's, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "adapters/odoo/document_reconciliation.hpp"
#include "adapters/odoo/reconciliation.hpp"
#include "adapters/odoo/stock_reconciliation.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {

struct Reconciliation {
  std::string tenant;
  odoo::ReconciliationScope scope;
  std::int64_t odoo_version = 0;
  odoo::ReconciliationReport postings = {};
  std::vector<odoo::StockReport> stock = {};  // a store each
  odoo::DocumentReport documents = {};

  bool agrees() const;
};

json::Document to_document(const Reconciliation& found);
std::string to_text(const Reconciliation& found);  // counts as a table, then a line a difference

}  // namespace fettle::cli
