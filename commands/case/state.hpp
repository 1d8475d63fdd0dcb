// What a decision must know of a case.
#pragma once

#include <optional>
#include <string>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/case/events.hpp"

namespace fettle {

struct CaseState {
  std::string kind;
  std::string subject;
  std::string code;
  std::optional<StoreId> store;
  bool settled = false;
};
FETTLE_STRUCT(CaseState, (kind, subject, code, store, settled))

struct Case {
  static constexpr std::string_view type = "case";
  static constexpr std::string_view shape = "1";
  using Key = CaseId;
  using State = CaseState;
  using Events = boost::mp11::mp_list<CaseOpened, CaseSettled>;
};

inline void evolve(CaseState& matter, const CaseOpened& e) {
  matter = {e.kind, e.subject, e.code, e.store, false};
}

inline void evolve(CaseState& matter, const CaseSettled&) { matter.settled = true; }

}  // namespace fettle
