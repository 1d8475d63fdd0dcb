// The shelves of the shop: products and figures as Odoo tells them, and what Odoo answers.
#pragma once

#include "commands/errand/state.hpp"
#include "commands/requisition/state.hpp"
#include "commands/stock/indexes.hpp"
#include "schemas/case/events.hpp"
#include "schemas/connector/commands.hpp"
#include "schemas/errand/commands.hpp"
#include "schemas/product/commands.hpp"
#include "schemas/requisition/commands.hpp"
#include "schemas/requisition/results.hpp"
#include "schemas/stock_count/commands.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {

inline const Actor odoo{"odoo", "engine", "engine"};
inline const Actor keeper{"keeper", "warehouse", "admin", "north"};
inline const ProductId brake_pads("BRK-1"), oil("OIL-5W30");

using Reason = Text<1, 500>;

inline SyncedProduct product(const ProductId& id, std::int64_t odoo_id, std::int64_t yuan = 120) {
  return {.product = id,
          .odoo_id = Whole<1, 9'000'000'000'000'000>(odoo_id),
          .sku = Text<1, 100>(id.text()),
          .name = Text<1, 300>("刹车片"),
          .price = yuan_of(yuan),
          .cost = yuan_of(yuan / 2),
          .supplier = Text<1, 200>("博世"),
          .unit = Text<1, 60>("Units"),
          .tracking = Tracking::none,
          .active = true};
}

inline SyncProducts catalogue(const Shop& shop, List<SyncedProduct, 0, 500> products) {
  return {shop.now(), std::move(products), true};
}

inline SyncStock figures(const Shop& shop, const ProductId& product, std::int64_t on_hand,
                         std::int64_t incoming = 0) {
  return {north, shop.now(),
          List<SyncedFigure, 0, 500>{{product, Pieces(on_hand), Pieces(incoming)}}, true};
}

// Two products; of the brake pads there are ten in the north.
inline void stock_up(Shop& shop) {
  shop.given(odoo, catalogue(shop, {product(brake_pads, 41), product(oil, 42, 300)}));
  shop.given(odoo, figures(shop, brake_pads, 10, 5));
}

inline RequestParts ask_for(const JobId& order, std::int64_t pieces) {
  return {order, brake_pads, SomePieces(pieces), no_note};
}

inline FoundDocument picking(std::int64_t id, const std::string& name) {
  return {Text<1, 60>("stock.picking"), Whole<1, 9'000'000'000'000'000>(id), Text<1, 200>(name),
          Text<1, 40>("done")};
}

inline RecordPosting posting_of(const RequisitionId& id, std::optional<ErrandId> errand,
                                std::int64_t pieces, std::int64_t document = 7) {
  return {id, std::move(errand), picking(document, "OUT/" + std::to_string(document)),
          SomePieces(pieces), std::nullopt};
}

inline BeginTry try_of(const ErrandId& errand) {
  return {errand,
          Text<1, 40>("odoo"),
          Text<1, 60>("post_requisition"),
          Text<1, 200>("requisition"),
          Text<1, 200>("node-1"),
          Whole<1, 86'400'000>(60'000)};
}

// A shop that is connected to Odoo, with an order in work.
class Shelves : public Shop {
 public:
  Shelves() {
    given(odoo, EnableConnector{ConnectorId("odoo")});
    stock_up(*this);
    order_id = order_in("REPAIRING");
  }

  JobId order_id{"none"};

  RequisitionId requested(std::int64_t pieces) {
    return RequisitionId(given(wang, ask_for(order_id, pieces)).id());
  }
  // And approved; its errand is open.
  RequisitionId approved(std::int64_t pieces) {
    auto id = requested(pieces);
    given(keeper, ApproveRequisition{id});
    return id;
  }
  RequisitionId posted(std::int64_t pieces) {
    auto id = approved(pieces);
    given(odoo, posting_of(id, errand(id), pieces));
    return id;
  }
  const RequisitionState& requisition(const RequisitionId& id) {
    return *view().get<Requisition>(id);
  }
  RequisitionStanding standing(const RequisitionId& id) { return requisition(id).standing; }
  ErrandId errand(const RequisitionId& id) { return *requisition(id).errand; }
  const StockState& stock(const ProductId& product = brake_pads) {
    return *view().get<Stock>(stock_id(north, product));
  }
};

}  // namespace fettle::test
