// Cases: what a person must look at and settle.
#pragma once

#include <optional>
#include <string>

#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct CaseOpened {
  std::string kind;     // see CaseKind
  std::string subject;  // "<type>/<id>" of what it is about
  std::string code;     // what is wrong, a stable word: payment_amount_differs
  std::optional<StoreId> store;
  std::optional<Money> expected, found;                       // of cases about money
  std::optional<std::int64_t> expected_pieces, found_pieces;  // of cases about stock
  std::optional<std::string> reference;                       // the other side's number of it
};
FETTLE_EVENT(CaseOpened, 1, "Something does not agree; a person must look at it.",
             (kind, subject, code, store, expected, found, expected_pieces, found_pieces,
              reference))

struct CaseSettled {
  std::string by;
  std::string note;
};
FETTLE_EVENT(CaseSettled, 1, "A person settled the case.", (by, note))

}  // namespace fettle
