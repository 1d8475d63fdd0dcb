// Declaring what is shown: a row struct, described once. From the declaration come the table, its
// indexes, the list and detail queries with paging and filters, who sees which rows, and OpenAPI.
//
//   struct StoreRow {
//     std::string tenant, id, name;
//   };
//   FETTLE_READ_MODEL(StoreRow, "A workshop of the tenant.",
//                     (.table = "stores", .key = {"tenant", "id"}, .sort = {"id"}),
//                     (tenant, id, name))
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "schemas/declare.hpp"

namespace fettle {

// A JSON text that was checked when it was written; a jsonb column.
struct JsonText {
  std::string text;
  bool operator==(const JsonText&) const = default;
};

enum class Sees : std::uint8_t {
  nothing,
  all,    // every row of the tenant
  own,    // rows whose column is the caller's account
  store,  // rows whose column is the caller's store; all for a caller bound to none
};

// A column, or SQL on t in parentheses: compared with the caller's value, or, where it says
// `:caller` in that value's place, itself the condition.
struct RowScope {
  std::string_view role;
  Sees sees = Sees::nothing;
  std::string_view column = {};
};

// has: a jsonb list has the text. contains: the text occurs in the column, in either case.
enum class Match : std::uint8_t { equals, from, until, has, contains };

// ?parameter=… of a list.
struct Filter {
  std::string_view parameter;
  std::string_view column;
  Match match = Match::equals;
};

// ?parameter=value stands for a condition in SQL.
struct Choice {
  std::string_view parameter;
  std::string_view value;
  std::string_view only;
};

enum class Order : std::uint8_t { rising, falling };

// Ties are broken by the rest of the key, so that pages are stable.
struct SortKey {
  std::string_view column;
  Order order = Order::rising;
};

struct Mask {
  std::string_view role;
  std::string_view column;
};

// One place where these rows are shown. `detail` ends in a parameter that names the row.
struct Face {
  std::string_view list = {};
  std::string_view detail = {};
  std::string_view sentence = {};
  std::string_view only = {};  // SQL: a condition that every row here fulfils
  RowScope scopes[7] = {};
};

// Lists end at their first empty element. The key's columns are the struct's first fields.
struct ReadModelSpec {
  std::string_view table;
  std::string_view key[4] = {};
  std::string_view indexes[4] = {};
  std::string_view monthly = {};
  std::string_view id = {};     // the column that a detail path names
  std::string_view about = {};  // whose events these rows show, if not `id`'s; or SQL as in a scope
  std::string_view version = {};  // the column whose value is the ETag
  SortKey sort = {};
  Filter filters[10] = {};
  Choice choices[4] = {};
  Mask masked[6] = {};
  Face faces[4] = {};
};

struct ReadModelDeclaration {
  std::string_view sentence;
  ReadModelSpec spec;
};

}  // namespace fettle

#define FETTLE_READ_MODEL(Type, sentence, spec, fields)                         \
  FETTLE_STRUCT(Type, fields)                                                   \
  constexpr ::fettle::ReadModelDeclaration fettle_declaration_of(const Type*) { \
    return {sentence, ::fettle::ReadModelSpec{FETTLE_UNWRAP spec}};             \
  }
