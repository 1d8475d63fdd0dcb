// How each type looks as columns of a table: ColumnCodec<T> holds their names, writing and reading
// side by side.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.hpp"
#include "core/row_text.hpp"
#include "core/table.hpp"
#include "core/text_numbers.hpp"
#include "schemas/read_model.hpp"

namespace fettle {

// Fields of one row, taken in order.
class FieldSource {
 public:
  explicit FieldSource(std::span<const FieldText> fields) : fields_(fields) {}
  FieldText next() {
    if (at_ < fields_.size()) return fields_[at_++];
    broken_ = true;
    return std::nullopt;
  }
  const char* fail() {
    broken_ = true;
    return nullptr;
  }
  bool whole() const { return !broken_ && at_ == fields_.size(); }

 private:
  std::span<const FieldText> fields_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

template <class T>
struct ColumnCodec;

// Types with one column: `type`, write(line, value), read(text) -> optional<T>.
template <class T>
concept OneColumn = requires {
  ColumnCodec<T>::type;
};

template <>
struct ColumnCodec<std::string> {
  static constexpr ColumnType type = ColumnType::text;
  static void write(std::string& line, const std::string& value) {
    row_text::append(line, std::string_view(value));
  }
  static std::optional<std::string> read(std::string_view text) { return std::string(text); }
};

template <>
struct ColumnCodec<std::int64_t> {
  static constexpr ColumnType type = ColumnType::bigint;
  static void write(std::string& line, std::int64_t value) { row_text::append(line, value); }
  static std::optional<std::int64_t> read(std::string_view text) {
    return whole_number<std::int64_t>(text);
  }
};

template <>
struct ColumnCodec<bool> {
  static constexpr ColumnType type = ColumnType::boolean;
  static void write(std::string& line, bool value) { row_text::append(line, value); }
  static std::optional<bool> read(std::string_view text) { return text == "t"; }
};

template <>
struct ColumnCodec<Moment> {
  static constexpr ColumnType type = ColumnType::timestamptz;
  static void write(std::string& line, Moment value) { row_text::append(line, value); }
  static std::optional<Moment> read(std::string_view text) { return parse_moment(text); }
};

template <>
struct ColumnCodec<JsonText> {
  static constexpr ColumnType type = ColumnType::jsonb;
  static void write(std::string& line, const JsonText& value) {
    row_text::append(line, std::string_view(value.text));
  }
  static std::optional<JsonText> read(std::string_view text) { return JsonText{std::string(text)}; }
};

// What a field of a row struct is in columns, of whatever kind it is.
template <class T>
struct FieldColumns {
  static void add(std::vector<Column>& columns, std::string_view name) {
    columns.push_back({std::string(name), ColumnCodec<T>::type, false});
  }
  static void write(std::string& line, const T& value) { ColumnCodec<T>::write(line, value); }
  static T read(FieldSource& source) {
    const auto field = source.next();
    auto value = field ? ColumnCodec<T>::read(*field) : std::nullopt;
    if (value) return *std::move(value);
    source.fail();
    if constexpr (std::is_same_v<T, Moment>) {
      return Moment(Micros{0});
    } else {
      return T{};
    }
  }
};

template <class T>
struct FieldColumns<std::optional<T>> {
  static void add(std::vector<Column>& columns, std::string_view name) {
    FieldColumns<T>::add(columns, name);
    columns.back().nullable = true;
  }
  static void write(std::string& line, const std::optional<T>& value) {
    if (value) return FieldColumns<T>::write(line, *value);
    row_text::append_null(line);
  }
  static std::optional<T> read(FieldSource& source) {
    const auto field = source.next();
    if (!field) return std::nullopt;
    auto value = ColumnCodec<T>::read(*field);
    if (!value) source.fail();
    return value;
  }
};

// Money is `<name>` in minor units and `<name>_currency`: both or none.
template <>
struct FieldColumns<std::optional<Money>> {
  static void add(std::vector<Column>& columns, std::string_view name) {
    columns.push_back({std::string(name), ColumnType::bigint, true});
    columns.push_back({std::string(name) + "_currency", ColumnType::text, true});
  }
  static void write(std::string& line, const std::optional<Money>& value) {
    if (!value) {
      line += "\\N\t\\N";
      return;
    }
    row_text::append(line, value->minor());
    line += '\t';
    line += value->currency().code();
  }
  static std::optional<Money> read(FieldSource& source) {
    const auto minor = source.next();
    const auto currency = source.next();
    if (!minor || !currency) return std::nullopt;
    const auto value = ColumnCodec<std::int64_t>::read(*minor);
    if (value && Currency::well_formed(*currency)) return Money(*value, Currency(*currency));
    source.fail();
    return std::nullopt;
  }
};

}  // namespace fettle
