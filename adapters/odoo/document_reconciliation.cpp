#include "adapters/odoo/document_reconciliation.hpp"

#include <algorithm>
#include <map>

#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

constexpr std::size_t page_max = 100;
constexpr std::string_view partners = "res.partner";

using Page = std::span<const OurDocument* const>;

// What Odoo has of a page of one model: states by id and by name.
struct Found {
  std::map<std::int64_t, std::string> by_id;
  std::map<std::string, std::string> by_name;

  std::optional<std::string> state_of(const OdooDocument& document) const {
    if (document.id) {
      const auto at = by_id.find(*document.id);
      return at == by_id.end() ? std::nullopt : std::optional(at->second);
    }
    const auto at = by_name.find(document.name);
    return at == by_name.end() ? std::nullopt : std::optional(at->second);
  }
};

// Archived ones are there, too.
Result<Found> look_up(const Visit& visit, std::string_view model, Page page) {
  Ids ids;
  std::vector<std::string> names;
  for (const auto* one : page) {
    if (one->document.id) {
      ids.push_back(*one->document.id);
    } else {
      names.push_back(one->document.name);
    }
  }
  const auto fields = model == partners ? std::vector<std::string>{"name"}
                                        : std::vector<std::string>{"name", "state"};
  auto call = search_read(
      model, {"|", term("id", "in", list_of(ids)), term("name", "in", list_of(names))}, fields);
  call.context = {{"active_test", false}};
  const auto answer = TRY(visit.odoo().call(call));
  Found found;
  for (const auto& record : TRY(records_of(answer))) {
    found.by_id[record.id()] = record.text("state");
    found.by_name[record.text("name")] = record.text("state");
  }
  return found;
}

void compare(DocumentReport& report, const OurDocument& ours, const Found& found) {
  const auto there = found.state_of(ours.document);
  if (there && (ours.document.model == partners || *there == ours.document.state)) {
    ++report.matched;
    return;
  }
  ++report.differ;
  if (report.lines.size() < DocumentReport::lines_max) {
    report.lines.push_back({ours.job, ours.document, there});
  }
}

}  // namespace

Result<DocumentReport> reconcile_documents(const Visit& visit, std::span<const OurDocument> ours) {
  std::map<std::string, std::vector<const OurDocument*>> by_model;
  for (const auto& one : ours) by_model[one.document.model].push_back(&one);
  DocumentReport report;
  for (const auto& [model, all] : by_model) {
    for (Page left = all; !left.empty();) {
      const auto page = left.first(std::min(left.size(), page_max));
      const auto found = TRY(look_up(visit, model, page));
      for (const auto* one : page) compare(report, *one, found);
      left = left.subspan(page.size());
    }
  }
  return report;
}

}  // namespace fettle::odoo
