// Commands on requisitions that people send.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/stock_sync/commands.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct RequisitionAnswer {
  std::string state;
  std::int64_t quantity;
};
FETTLE_STRUCT(RequisitionAnswer, (state, quantity))

struct RequestParts {
  using Answer = RequisitionAnswer;
  JobId work_order;
  ProductId product;
  SomePieces quantity;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(RequestParts, "Asks for parts for an order; they are reserved, not taken.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/requisitions"}},
                .roles = {role::technician, role::manager}),
               (work_order, product, quantity, note))

struct ApproveRequisition {
  using Answer = RequisitionAnswer;
  RequisitionId requisition;
};
FETTLE_COMMAND(ApproveRequisition, "Gives the parts out; Odoo posts the issue, once.",
               (.aggregate = "requisition",
                .routes = {{"POST", "/admin/requisitions/{requisition}/approve"}},
                .roles = {role::warehouse, role::front_desk, role::manager}),
               (requisition))

struct RejectRequisition {
  using Answer = RequisitionAnswer;
  RequisitionId requisition;
  Text<1, 500> reason;
};
FETTLE_COMMAND(RejectRequisition, "Refuses the parts; the reservation ends.",
               (.aggregate = "requisition",
                .routes = {{"POST", "/admin/requisitions/{requisition}/reject"}},
                .roles = {role::warehouse, role::front_desk, role::manager}),
               (requisition, reason))

struct ChangeRequisition {
  using Answer = RequisitionAnswer;
  RequisitionId requisition;
  SomePieces quantity;
};
FETTLE_COMMAND(ChangeRequisition, "Asks for another quantity, before it is given out.",
               (.aggregate = "requisition",
                .routes = {{"POST", "/admin/requisitions/{requisition}/change"}},
                .roles = {role::warehouse, role::front_desk, role::manager}),
               (requisition, quantity))

enum class SettledAs { POSTED, WITHDRAWN };
FETTLE_ENUM(SettledAs, POSTED, WITHDRAWN)

struct ResolveRequisition {
  using Answer = RequisitionAnswer;
  RequisitionId requisition;
  SettledAs outcome;
  std::optional<Text<1, 200>> document;  // its name in Odoo, of a posting by hand
  Text<1, 500> note;
};
FETTLE_COMMAND(ResolveRequisition,
               "A person says what became of a posting that the system cannot make.",
               (.aggregate = "requisition",
                .routes = {{"POST", "/admin/requisitions/{requisition}/resolve"}},
                .roles = {role::warehouse, role::manager}),
               (requisition, outcome, document, note))

struct ReturnParts {
  struct Answer {
    ReturnId return_id;
    std::int64_t quantity;
  };
  RequisitionId requisition;
  SomePieces quantity;
  Text<1, 500> reason;
};
FETTLE_STRUCT(ReturnParts::Answer, (return_id, quantity))
FETTLE_COMMAND(ReturnParts, "Brings unused parts back by a reverse posting of the issue.",
               (.aggregate = "requisition",
                .routes = {{"POST", "/admin/requisitions/{requisition}/returns"}},
                .roles = {role::warehouse, role::front_desk, role::manager}),
               (requisition, quantity, reason))

struct ResolveReturn {
  RequisitionId requisition;
  ReturnId return_id;
  SettledAs outcome;
  std::optional<Text<1, 200>> document;
  Text<1, 500> note;
};
FETTLE_COMMAND(
    ResolveReturn, "A person says what became of a reverse posting that the system cannot make.",
    (.aggregate = "requisition",
     .routes = {{"POST", "/admin/requisitions/{requisition}/returns/{return_id}/resolve"}},
     .roles = {role::warehouse, role::manager}),
    (requisition, return_id, outcome, document, note))

}  // namespace fettle
