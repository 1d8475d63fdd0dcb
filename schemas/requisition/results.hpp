// Odoo's answers about requisitions; the engine sends them. Each ends its errand in its commit.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "schemas/ids.hpp"
#include "schemas/odoo/document.hpp"
#include "schemas/stock_sync/commands.hpp"

namespace fettle {

struct RecordPosting {
  RequisitionId requisition;
  std::optional<ErrandId> errand;  // absent: found posted by hand
  FoundDocument document;
  SomePieces quantity;            // that Odoo issued
  std::optional<Moment> done_at;  // by our clock when it was seen done; absent: now
};
FETTLE_COMMAND(RecordPosting, "Odoo posted the issue of a requisition.",
               (.aggregate = "requisition"), (requisition, errand, document, quantity, done_at))

// Its picking is cancelled in Odoo before this is sent: nothing of it can be posted any more.
struct RecordPostingShort {
  RequisitionId requisition;
  ErrandId errand;
  Whole<0, 1'000'000'000> reservable;
};
FETTLE_COMMAND(RecordPostingShort, "Odoo has not enough for a requisition; a person decides.",
               (.aggregate = "requisition"), (requisition, errand, reservable))

struct RecordReturnPosting {
  RequisitionId requisition;
  ReturnId return_id;
  std::optional<ErrandId> errand;
  FoundDocument document;
  SomePieces quantity;
  std::optional<Moment> done_at;
};
FETTLE_COMMAND(RecordReturnPosting, "Odoo posted the return of unused parts.",
               (.aggregate = "requisition"),
               (requisition, return_id, errand, document, quantity, done_at))

}  // namespace fettle
