// What a decision must know of a requisition. While it is open its quantity is reserved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/requisition/events.hpp"

namespace fettle {

// RECALLED: the order was cancelled while Odoo posts. SHORT: Odoo has not enough, a person decides.
enum class RequisitionStanding {
  REQUESTED,
  APPROVED,
  RECALLED,
  SHORT,
  POSTED,
  REJECTED,
  RELEASED,
  WITHDRAWN
};
FETTLE_ENUM(RequisitionStanding, REQUESTED, APPROVED, RECALLED, SHORT, POSTED, REJECTED, RELEASED,
            WITHDRAWN)

struct Requested {
  JobId job;
  std::string short_number;
  StoreId store;
  ProductId product;
  std::int64_t odoo_id;
};
FETTLE_STRUCT(Requested, (job, short_number, store, product, odoo_id))

struct PendingReturn {
  ReturnId id;
  std::int64_t quantity;
  std::optional<ErrandId> errand;
};
FETTLE_STRUCT(PendingReturn, (id, quantity, errand))

struct SettledReturn {
  ReturnId id;
  std::optional<OdooDocument> document;  // none: given up
};
FETTLE_STRUCT(SettledReturn, (id, document))

struct RequisitionState {
  std::optional<Requested> parts;  // of every requisition
  std::int64_t quantity = 0;
  RequisitionStanding standing = RequisitionStanding::REQUESTED;
  std::int64_t approvals = 0;
  std::optional<ErrandId> errand;  // of the last approval
  std::optional<OdooDocument> document;
  std::int64_t issued = 0;
  std::int64_t returned = 0;
  std::vector<PendingReturn> pending;
  std::vector<SettledReturn> settled;

  bool is_open() const {
    return standing == RequisitionStanding::REQUESTED ||
           standing == RequisitionStanding::APPROVED || standing == RequisitionStanding::RECALLED ||
           standing == RequisitionStanding::SHORT;
  }
  bool awaits_a_person() const {
    return standing == RequisitionStanding::REQUESTED || standing == RequisitionStanding::SHORT;
  }
  bool awaits_odoo() const {
    return standing == RequisitionStanding::APPROVED || standing == RequisitionStanding::RECALLED;
  }
  std::int64_t returnable() const;  // that no return has or asks for
};
FETTLE_STRUCT(RequisitionState, (parts, quantity, standing, approvals, errand, document, issued,
                                 returned, pending, settled))

struct Requisition {
  static constexpr std::string_view type = "requisition";
  static constexpr std::string_view shape = "2";
  using Key = RequisitionId;
  using State = RequisitionState;
  using Events = boost::mp11::mp_list<RequisitionRequested, RequisitionChanged, RequisitionRejected,
                                      RequisitionApproved, RequisitionShort, RequisitionReleased,
                                      RequisitionRecalled, RequisitionPosted, RequisitionWithdrawn,
                                      ReturnAsked, PartsReturned, ReturnWithdrawn>;
};

void evolve(RequisitionState&, const RequisitionRequested&);
void evolve(RequisitionState&, const RequisitionChanged&);
void evolve(RequisitionState&, const RequisitionRejected&);
void evolve(RequisitionState&, const RequisitionApproved&);
void evolve(RequisitionState&, const RequisitionShort&);
void evolve(RequisitionState&, const RequisitionReleased&);
void evolve(RequisitionState&, const RequisitionRecalled&);
void evolve(RequisitionState&, const RequisitionPosted&);
void evolve(RequisitionState&, const RequisitionWithdrawn&);
void evolve(RequisitionState&, const ReturnAsked&);
void evolve(RequisitionState&, const PartsReturned&);
void evolve(RequisitionState&, const ReturnWithdrawn&);

}  // namespace fettle
