// What our books say of a tenant's parts and documents, folded from the log: the one side of a
// reconciliation with Odoo.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/odoo/document_reconciliation.hpp"
#include "adapters/odoo/reconciliation.hpp"
#include "adapters/odoo/stock_reconciliation.hpp"
#include "core/domain.hpp"
#include "core/envelope.hpp"
#include "core/sealing.hpp"

namespace fettle::cli {

class OurBooks {
 public:
  // Of the last look at a product in a store, and what left the shelf since.
  struct Shelf {
    std::int64_t on_hand = 0, claimed = 0;
  };
  struct Requisition {
    odoo::OurPosting posting;
    Moment changed;
    bool ended = false;  // nothing is, or should be, posted for it
  };
  struct Linked {
    odoo::OurDocument document;
    Moment changed;
  };

  // Events of one tenant, in their order. Personal fields stay closed.
  Result<void> fold(const Domain& domain, const Envelope& envelope, Sealing& sealing);

  // Those that are open, and those posted since then, are compared; the rest is only known.
  std::vector<odoo::OurPosting> postings(const odoo::ReconciliationScope& scope) const;
  std::vector<odoo::OurFigure> figures() const;
  // Linked or changed since then, of orders of the scope's store.
  std::vector<odoo::OurDocument> documents(const odoo::ReconciliationScope& scope) const;

 private:
  void fold_requisition(const Envelope& envelope, const AnyEvent& event);
  void fold_shelf(const AnyEvent& event);
  void fold_job(const Envelope& envelope, const AnyEvent& event);
  Shelf& shelf(const std::string& store, const std::string& product);

  std::map<std::string, Requisition> requisitions_;               // by id
  std::map<std::pair<std::string, std::string>, Shelf> shelves_;  // by store and product
  std::map<std::string, std::vector<Linked>> documents_;          // by job
  std::map<std::string, std::string> stores_;                     // by job
};

}  // namespace fettle::cli
