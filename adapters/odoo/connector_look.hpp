// Reads what changed in Odoo by itself: postings by hand, products, the stock of each store. What
// one part cannot read does not keep the others from being recorded.
#pragma once

#include "adapters/odoo/catalogue.hpp"
#include "adapters/odoo/open_requisitions.hpp"
#include "adapters/odoo/visit.hpp"
#include "schemas/stock_sync/commands.hpp"

namespace fettle::odoo {

class Look {
 public:
  static constexpr std::size_t requisitions_max = 1000;  // a look; the next one goes on behind them
  static constexpr std::size_t command_max = 500;        // products or figures in one command

  explicit Look(const Visit& visit) : visit_(visit) {}

  // In this order, so that no figure of stock is older than a posting that was seen before it.
  Connector::Findings take(OpenRequisitions& open);

 private:
  Result<void> postings_by_hand(const std::vector<OpenRequisition>& open);
  Result<void> products_and_stock();
  void products(const Catalogue& catalogue, Moment as_of);
  Result<void> stock(const std::string& store, const Catalogue& catalogue);
  void stock_of(const std::string& store, std::vector<SyncedFigure> figures, Moment as_of);
  void add(ErrandResult command, std::string_view what, Moment as_of);
  void fails(ErrandFailure failure);
  bool goes_on(const Result<void>& part);

  const Visit& visit_;
  Connector::Findings findings_;
};

}  // namespace fettle::odoo
