// Commands on cases.
#pragma once

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

// PAYMENT: a payment that does not agree with its order. RECONCILIATION: our books against a
// statement. STOCK: a figure below zero or below what is reserved.
enum class CaseKind { PAYMENT, RECONCILIATION, STOCK };
FETTLE_ENUM(CaseKind, PAYMENT, RECONCILIATION, STOCK)

// The case's kind names who may settle it: finance cases about money, the warehouse about stock.
struct SettleCase {
  CaseId matter;
  Text<1, 500> note;
};
FETTLE_COMMAND(SettleCase, "A person closes a case and says how it was settled.",
               (.aggregate = "case", .routes = {{"POST", "/admin/cases/{matter}/settle"}},
                .roles = {role::manager, role::finance, role::warehouse}),
               (matter, note))

}  // namespace fettle
