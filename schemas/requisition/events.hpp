// What happens to a requisition: a technician asks for parts, a person approves, Odoo posts, some
// of it comes back. It carries all that the poster needs, so that nobody has to look it up.
#pragma once

#include <optional>
#include <string>

#include "core/personal.hpp"
#include "schemas/ids.hpp"
#include "schemas/odoo/document.hpp"

namespace fettle {

struct RequisitionRequested {
  JobId job;
  std::string short_number;
  StoreId store;
  ProductId product;
  std::int64_t odoo_id;
  std::int64_t quantity;
  std::string requested_by;
  std::optional<Personal> note;
};
FETTLE_EVENT(RequisitionRequested, 1, "Parts were asked for; they are reserved.",
             (job, short_number, store, product, odoo_id, quantity, requested_by, note))

struct RequisitionChanged {
  std::int64_t quantity;
  std::int64_t previous;
  std::string changed_by;
};
FETTLE_EVENT(RequisitionChanged, 1, "Another quantity is asked for.",
             (quantity, previous, changed_by))

struct RequisitionRejected {
  std::string rejected_by;
  Personal reason;
};
FETTLE_EVENT(RequisitionRejected, 1, "The parts are not given out.", (rejected_by, reason))

struct RequisitionApproved {
  JobId job;
  std::string short_number;
  StoreId store;
  ProductId product;
  std::int64_t odoo_id;
  std::int64_t quantity;
  std::string document_name;  // of the picking in Odoo, unique there: posted once under it
  std::string approved_by;
  std::optional<ErrandId> errand;  // this event's own; none: Odoo is not connected, post by hand
};
FETTLE_EVENT(RequisitionApproved, 1, "The parts are given out; Odoo is asked to post the issue.",
             (job, short_number, store, product, odoo_id, quantity, document_name, approved_by,
              errand))

struct RequisitionShort {
  ErrandId errand;
  std::int64_t reservable;  // what Odoo could have given
};
FETTLE_EVENT(RequisitionShort, 1, "Odoo has not enough; its picking was cancelled.",
             (errand, reservable))

struct RequisitionReleased {
  std::string reason;  // cancelled, closed
};
FETTLE_EVENT(RequisitionReleased, 1, "The order ended before the parts were given out.", (reason))

struct RequisitionRecalled {
  std::string reason;  // cancelled
};
FETTLE_EVENT(RequisitionRecalled, 1, "The order ended while Odoo posts; what is posted comes back.",
             (reason))

struct RequisitionPosted {
  JobId job;
  StoreId store;
  ProductId product;
  std::int64_t quantity;  // issued
  OdooDocument document;
  std::optional<ErrandId> errand;         // none: posted by hand in Odoo
  std::optional<std::string> settled_by;  // the person on whose word, if not on Odoo's
};
FETTLE_EVENT(RequisitionPosted, 1, "The issue is posted in Odoo.",
             (job, store, product, quantity, document, errand, settled_by))

struct RequisitionWithdrawn {
  std::string withdrawn_by;
  Personal note;
};
FETTLE_EVENT(RequisitionWithdrawn, 1, "A person gave up a posting that Odoo did not make.",
             (withdrawn_by, note))

struct ReturnAsked {
  ReturnId return_id;
  JobId job;
  std::string short_number;
  StoreId store;
  ProductId product;
  std::int64_t odoo_id;
  std::int64_t quantity;
  Personal reason;
  OdooDocument original;      // the issue that it reverses
  std::string document_name;  // of the picking in Odoo, unique there: posted once under it
  std::string asked_by;
  std::optional<ErrandId> errand;  // this event's own; none: Odoo is not connected, post by hand
};
FETTLE_EVENT(ReturnAsked, 1, "Unused parts come back; Odoo is asked for the reverse posting.",
             (return_id, job, short_number, store, product, odoo_id, quantity, reason, original,
              document_name, asked_by, errand))

struct PartsReturned {
  ReturnId return_id;
  JobId job;
  StoreId store;
  ProductId product;
  std::int64_t quantity;  // that came back
  std::int64_t asked;
  OdooDocument document;
  std::optional<ErrandId> errand;
  std::optional<std::string> settled_by;
};
FETTLE_EVENT(PartsReturned, 1, "The reverse posting is made in Odoo.",
             (return_id, job, store, product, quantity, asked, document, errand, settled_by))

struct ReturnWithdrawn {
  ReturnId return_id;
  std::int64_t asked;
  std::string withdrawn_by;
  Personal note;
};
FETTLE_EVENT(ReturnWithdrawn, 1, "A person gave up a return that Odoo did not post.",
             (return_id, asked, withdrawn_by, note))

}  // namespace fettle
