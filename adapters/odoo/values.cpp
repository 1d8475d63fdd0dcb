#include "adapters/odoo/values.hpp"

#include <cmath>

#include "adapters/odoo/fault.hpp"

namespace fettle::odoo {

using json::Document;

std::int64_t Record::id() const {
  const auto* id = find("id");
  return id == nullptr || id->whole() == nullptr ? 0 : *id->whole();
}

std::string Record::text(std::string_view field) const {
  const auto* found = find(field);
  return found == nullptr || found->text() == nullptr ? std::string() : *found->text();
}

std::optional<std::int64_t> Record::link(std::string_view field) const {
  const auto* found = find(field);
  if (found == nullptr) return std::nullopt;
  if (found->whole() != nullptr) return *found->whole();
  const auto* pair = found->elements();
  if (pair == nullptr || pair->empty() || pair->front().whole() == nullptr) return std::nullopt;
  return *pair->front().whole();
}

std::string Record::link_name(std::string_view field) const {
  const auto* found = find(field);
  const auto* pair = found == nullptr ? nullptr : found->elements();
  if (pair == nullptr || pair->size() < 2 || (*pair)[1].text() == nullptr) return {};
  return *(*pair)[1].text();
}

Ids Record::links(std::string_view field) const {
  Ids ids;
  const auto* found = find(field);
  if (found == nullptr || found->elements() == nullptr) return ids;
  for (const auto& element : *found->elements()) {
    if (element.whole() != nullptr) ids.push_back(*element.whole());
  }
  return ids;
}

bool Record::yes(std::string_view field) const {
  const auto* found = find(field);
  return found != nullptr && found->boolean() != nullptr && *found->boolean();
}

double Record::number(std::string_view field) const {
  const auto* found = find(field);
  if (found == nullptr) return 0;
  if (found->whole() != nullptr) return static_cast<double>(*found->whole());
  return found->fraction() == nullptr ? 0 : *found->fraction();
}

Quantity Record::quantity(std::string_view field) const { return Quantity::rounded(number(field)); }

std::int64_t Record::hundredths(std::string_view field) const {
  return std::llround(number(field) * 100);
}

std::optional<Moment> Record::moment(std::string_view field) const {
  auto written = text(field);
  constexpr std::size_t size = 19, gap = 10;  // 2026-11-20 16:34:17
  if (written.size() != size) return std::nullopt;
  written[gap] = 'T';
  return parse_moment(written + 'Z');
}

Result<std::vector<Record>> records_of(const Document& result) {
  const auto* elements = result.elements();
  if (elements == nullptr) return fault(code::malformed_reply, "a list of records is expected");
  std::vector<Record> records;
  for (const auto& element : *elements) {
    records.emplace_back(element);
    if (records.back().id() > 0) continue;
    return fault(code::malformed_reply, "a record without an id");
  }
  return records;
}

Result<Ids> created_ids(const Document& result) {
  if (result.whole() != nullptr) return Ids{*result.whole()};
  Ids ids;
  if (const auto* elements = result.elements()) {
    for (const auto& element : *elements) {
      if (element.whole() != nullptr) ids.push_back(*element.whole());
    }
  }
  if (ids.empty()) return fault(code::malformed_reply, "create returned no id");
  return ids;
}

std::string odoo_time(Moment moment) {
  auto text = to_text(moment).substr(0, 19);
  text[10] = ' ';
  return text;
}

}  // namespace fettle::odoo
