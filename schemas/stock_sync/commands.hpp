// How figures of stock come in. Only the engine sends it: Odoo alone holds stock truth.
#pragma once

#include "core/moment.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"
#include "schemas/values.hpp"

namespace fettle {

// Whole pieces; Odoo's figures are rounded down.
using Pieces = Whole<-1'000'000'000, 1'000'000'000>;
using SomePieces = Whole<1, 100'000>;

struct SyncedFigure {
  ProductId product;
  Pieces on_hand;
  Pieces incoming;
};
FETTLE_STRUCT(SyncedFigure, (product, on_hand, incoming))

struct SyncStock {
  StoreId store;
  Moment as_of;  // when the reading in Odoo began; older than what is known: passed by
  List<SyncedFigure, 0, 500> figures;
  bool last;  // of this pass: the sync time advances
};
FETTLE_COMMAND(SyncStock, "Takes in Odoo's figures of a store; what is as before is passed by.",
               (.aggregate = "stock_sync"), (store, as_of, figures, last))

}  // namespace fettle
