// The list and detail queries that a read model's declaration means.
#pragma once

#include <string_view>
#include <vector>

#include "core/query.hpp"
#include "schemas/queries/parameters.hpp"
#include "schemas/queries/shown.hpp"

namespace fettle {

inline constexpr std::size_t page_default = 20;
inline constexpr std::size_t page_most = 100;
inline constexpr std::size_t part_most = 1000;

// {"items":[…],"next":"<cursor>"}; `next` only when there is more. Parameters: the filters, `limit`
// and `cursor`. Pages are stable: a row is never shown twice, and none is left out that stays.
QueryType list_query(const ReadModel& model, const Face& face);

// A further list inside a detail: rows of another model that belong to the one that was asked, as
// its masks show them. Of more than `part_most` only the newest are shown, which are the last by
// the model's sort key, and the detail's `truncated` names the part.
struct Part {
  std::string_view name;
  const ReadModel* model = nullptr;
  std::string_view where;  // SQL on t; $1 is the tenant, $2 the id
  bool single = false;     // one object or null instead of a list
};

// Adds members to a detail's JSON; sees the row as it was read.
using Decorate = void (*)(std::string& json, std::span<const ShownField> fields,
                          const RowSet& rows);

QueryType detail_query(const ReadModel& model, const Face& face, std::vector<Part> parts = {},
                       Decorate decorate = nullptr);

// All lists and details of a model, every detail with these parts.
void add_queries(std::vector<QueryType>& to, const ReadModel& model,
                 const std::vector<Part>& parts = {});

// The columns of whose values a cursor consists: where sorting looks.
std::vector<std::string_view> sort_columns(const ReadModel& model);
// What the caller may see, as a condition; not a face of his role: nothing.
void add_scope(Conditions& conditions, const Face& face, const Caller& caller);
std::vector<std::string_view> roles_of(const Face& face);
// Selected last: whether an event about this row could not be folded. The row then says so.
std::string incomplete_column(const ReadModel& model);
void append_mark(std::string& json, std::optional<std::string_view> incomplete);
inline constexpr std::string_view mark_schema = R"("incomplete":{"type":"boolean"})";

}  // namespace fettle
