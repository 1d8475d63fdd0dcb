#include "schemas/queries/shown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "schemas/codec/codec.hpp"

namespace fettle {
namespace {

bool is_masked(const ReadModelSpec& spec, std::string_view role, std::string_view column) {
  return std::any_of(std::begin(spec.masked), std::end(spec.masked), [&](const Mask& mask) {
    return mask.role == role && mask.column == column && !column.empty();
  });
}

void append_value(std::string& json, ShownAs as, std::string_view value) {
  switch (as) {
    case ShownAs::text:
      return json::append_quoted(json, value);
    case ShownAs::whole:
    case ShownAs::json:
      json += value;
      return;
    case ShownAs::boolean:
      json += value == "t" ? "true" : "false";
      return;
    case ShownAs::moment:
      json += '"' + moment_of(value) + '"';
      return;
    case ShownAs::money:
      return;
  }
}

std::string_view schema_of_value(ShownAs as) {
  switch (as) {
    case ShownAs::text:
      return R"("type":"string")";
    case ShownAs::whole:
      return R"("type":"integer")";
    case ShownAs::boolean:
      return R"("type":"boolean")";
    case ShownAs::moment:
      return R"("type":"string","format":"date-time")";
    case ShownAs::json:
      return "";
    case ShownAs::money:
      return R"("type":"object","properties":{"minor":{"type":"integer"},)"
             R"("currency":{"type":"string"}})";
  }
  return "";
}

}  // namespace

std::vector<ShownField> fields_for(const ReadModel& model, std::string_view role) {
  auto fields = model.fields;
  std::erase_if(fields,
                [&](const ShownField& field) { return is_masked(model.spec, role, field.name); });
  return fields;
}

std::string select_list(std::span<const ShownField> fields) {
  std::string list;
  for (const auto& field : fields) {
    list += fmt::format("{}t.\"{}\"", list.empty() ? "" : ", ", field.name);
    if (field.as == ShownAs::money) list += fmt::format(", t.\"{}_currency\"", field.name);
  }
  return list;
}

std::size_t column_count(std::span<const ShownField> fields) {
  std::size_t count = 0;
  for (const auto& field : fields) count += field.as == ShownAs::money ? 2 : 1;
  return count;
}

void append_members(std::string& json, std::span<const ShownField> fields, const RowSet& rows,
                    std::size_t row) {
  std::size_t column = 0;
  bool first = true;
  for (const auto& field : fields) {
    if (!first) json += ',';
    first = false;
    json += '"';
    json += field.name;
    json += "\":";
    const auto value = rows.at(row, column++);
    const auto currency = field.as == ShownAs::money ? rows.at(row, column++) : std::nullopt;
    if (!value) {
      json += "null";
    } else if (field.as == ShownAs::money) {
      json += fmt::format(R"({{"minor":{},"currency":"{}"}})", *value, currency.value_or(""));
    } else {
      append_value(json, field.as, *value);
    }
  }
}

// 2026-11-20 08:00:00.5+00 is 2026-11-20T08:00:00.500000Z; every session of ours is in UTC.
std::string moment_of(std::string_view text) {
  constexpr std::size_t seconds_end = 19, micros_end = 26;
  std::string moment(text.substr(0, text.find('+')));
  if (moment.size() < seconds_end) return moment;
  moment[10] = 'T';
  if (moment.size() == seconds_end) moment += '.';
  moment.resize(micros_end, '0');
  return moment + 'Z';
}

std::string schema_of_row(std::span<const ShownField> fields, std::string_view more_members) {
  std::string properties;
  for (const auto& field : fields) {
    properties += fmt::format("{}\"{}\":{{{}}}", properties.empty() ? "" : ",", field.name,
                              schema_of_value(field.as));
  }
  if (!more_members.empty()) properties += "," + std::string(more_members);
  return R"({"type":"object","properties":{)" + properties + "}}";
}

}  // namespace fettle
