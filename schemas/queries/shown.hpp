// A read model as it is shown: its columns as JSON members. Made from the declaration.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports/row_store.hpp"
#include "schemas/row_type.hpp"

namespace fettle {

enum class ShownAs : std::uint8_t { text, whole, boolean, moment, json, money };

struct ShownField {
  std::string_view name;
  ShownAs as = ShownAs::text;
};

struct ReadModel {
  const TableType* table = nullptr;
  ReadModelSpec spec;
  std::string_view sentence;
  std::vector<ShownField> fields;  // all but the tenant
};

template <class T>
constexpr ShownField shown(std::string_view name) {
  if constexpr (std::is_same_v<T, std::optional<Money>>) {
    return {name, ShownAs::money};
  } else if constexpr (OneColumn<T>) {
    switch (ColumnCodec<T>::type) {
      case ColumnType::text:
        return {name, ShownAs::text};
      case ColumnType::bigint:
        return {name, ShownAs::whole};
      case ColumnType::boolean:
        return {name, ShownAs::boolean};
      case ColumnType::timestamptz:
        return {name, ShownAs::moment};
      case ColumnType::jsonb:
        return {name, ShownAs::json};
    }
    return {};
  } else {
    return shown<typename T::value_type>(name);
  }
}

template <class Row>
const ReadModel& read_model() {
  static const ReadModel model = [] {
    constexpr auto declared = read_model_of<Row>();
    ReadModel made{&table_type<Row>(), declared.spec, declared.sentence, {}};
    boost::mp11::mp_for_each<RowMembers<Row>>([&](auto member) {
      if (std::string_view(member.name) == "tenant") return;
      made.fields.push_back(shown<RowField<Row, decltype(member)>>(member.name));
    });
    return made;
  }();
  return model;
}

// The fields that a role may see, in order.
std::vector<ShownField> fields_for(const ReadModel& model, std::string_view role);

// "t.id, t.total, t.total_currency, …" and how many columns that is.
std::string select_list(std::span<const ShownField> fields);
std::size_t column_count(std::span<const ShownField> fields);

// "id":"w1","total":{…} without braces. `row` holds the columns of select_list, from the first on.
void append_members(std::string& json, std::span<const ShownField> fields, const RowSet& rows,
                    std::size_t row);

// A moment as Postgres spells it, as the log spells it.
std::string moment_of(std::string_view text);

// JSON Schema of one row, with further members (JSON Schema text, "" for none).
std::string schema_of_row(std::span<const ShownField> fields, std::string_view more_members);

}  // namespace fettle
