// The invoice (发票) of a paid order: whom it names is the customer's, its amount the business's.
#pragma once

#include <optional>
#include <string>

#include "core/money.hpp"
#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct InvoiceDataStored {
  JobId job;
  CustomerId customer;
  StoreId store;
  Personal title;
  std::optional<Personal> tax_number;
  std::optional<Personal> email;
};
FETTLE_EVENT(InvoiceDataStored, 1, "The customer said whom the invoice shall name.",
             (job, customer, store, title, tax_number, email))

struct InvoiceRequested {
  JobId job;
  CustomerId customer;
  StoreId store;
  Money amount;  // paid and not given back
  Personal title;
  std::optional<Personal> tax_number;
  std::optional<Personal> email;
  std::string requested_by;
  std::optional<ErrandId> errand;  // this event's own
};
FETTLE_EVENT(InvoiceRequested, 1, "Finance has the invoice issued.",
             (job, customer, store, amount, title, tax_number, email, requested_by, errand))

struct InvoiceIssued {
  JobId job;
  Money amount;
  std::string number;
  std::optional<std::string> document;  // its id in the system that issued it
  std::string recorded_by;
};
FETTLE_EVENT(InvoiceIssued, 1, "The invoice exists.", (job, amount, number, document, recorded_by))

struct InvoiceFailed {
  JobId job;
  std::string code;
};
FETTLE_EVENT(InvoiceFailed, 1, "No invoice was issued; it may be requested again.", (job, code))

}  // namespace fettle
