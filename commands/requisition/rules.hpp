// What the decisions on a requisition have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/job/indexes.hpp"
#include "commands/requisition/indexes.hpp"
#include "commands/stock/indexes.hpp"
#include "schemas/requisition/commands.hpp"

namespace fettle {

// At most so many open ones an order, and so many returns a requisition.
inline constexpr std::size_t open_requisitions_max = 100;
inline constexpr std::size_t returns_max = 100;

Checked<const RequisitionState*> known_requisition(TenantView& view, const RequisitionId& id);
// And of a store that the caller reaches.
Checked<const RequisitionState*> reached_requisition(TenantView& view, const Context& context,
                                                     const RequisitionId& id);

Rejection wrong_standing(const RequisitionState& requisition, std::string_view command);
// Enough to reserve so many more, or what there is.
Checked<void> check_available(TenantView& view, const StoreId& store, const ProductId& product,
                              std::int64_t quantity);
// Nobody settles by hand what Odoo may still answer.
Checked<void> check_odoo_is_silent(TenantView& view, const std::optional<ErrandId>& errand);
// A document that a person names; missing: a bad field.
Checked<OdooDocument> named_document(const std::optional<Text<1, 200>>& name);

void release_stock(Decision& decision, const RequisitionId& id, const RequisitionState& requisition,
                   std::int64_t quantity, std::string_view reason);
// What is written by hand about an order is its customer's.
Personal written(TenantView& view, const JobId& job, std::string text);

// Asks Odoo to reverse the issue, in part or whole.
ReturnId ask_return(TenantView& view, const Context& context, Decision& decision,
                    const RequisitionId& id, const Requested& parts, const OdooDocument& original,
                    std::int64_t quantity, std::string reason);

// A posting of Odoo that does not agree with what we know of the requisition.
struct OddPosting {
  std::string_view code;
  std::int64_t expected = 0;
  std::int64_t found = 0;
  std::string document;
};
void report_posting(TenantView& view, const Context& context, Decision& decision,
                    const RequisitionId& id, const Requested& parts, OddPosting odd);

void answer_with(Decision& decision, RequisitionStanding standing, std::int64_t quantity);

}  // namespace fettle
