// What a decision must know of a day's statement: what of it is in a person's hands already.
#pragma once

#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/statement/events.hpp"

namespace fettle {

struct ListedItem {
  std::string mark;  // what differs, and by how much
  CaseId matter;
};
FETTLE_STRUCT(ListedItem, (mark, matter))

struct StatementState {
  std::int64_t imports = 0;
  std::vector<ListedItem> items;  // bounded by items_max of each import
};
FETTLE_STRUCT(StatementState, (imports, items))

struct Statement {
  static constexpr std::string_view type = "statement";
  static constexpr std::string_view shape = "1";
  using Key = StatementId;
  using State = StatementState;
  using Events = boost::mp11::mp_list<StatementImported, StatementItem>;
};

// The same difference has the same mark, so that it is one case however often the day is imported.
std::string mark_of(const StatementItem& item);

void evolve(StatementState&, const StatementImported&);
void evolve(StatementState&, const StatementItem&);

}  // namespace fettle
