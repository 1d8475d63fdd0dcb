#include "adapters/cli/outside/reconciliation_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fettle::cli {
namespace {

using json::Document;
using odoo::Disagreement;

std::string_view name_of(Disagreement kind) {
  switch (kind) {
    case Disagreement::missing_here:
      return "missing_here";
    case Disagreement::missing_there:
      return "missing_in_odoo";
    case Disagreement::quantity_differs:
      return "quantity_differs";
    case Disagreement::open_here:
      return "open_here_posted_in_odoo";
  }
  return "";
}

Document or_null(const std::optional<std::int64_t>& pieces) {
  return pieces ? Document(*pieces) : Document();
}

std::string or_dash(const std::optional<std::int64_t>& pieces) {
  return pieces ? std::to_string(*pieces) : "-";
}

struct Counts {
  std::int64_t equal = 0, differ = 0;
};

Counts of_postings(const odoo::ReconciliationReport& found) {
  return {found.matched + found.open,
          found.missing_here + found.missing_there + found.quantity_differs + found.open_here};
}

Counts of_stock(const std::vector<odoo::StockReport>& stores) {
  Counts counts;
  for (const auto& one : stores) {
    counts.equal += one.matched;
    counts.differ += one.differ;
  }
  return counts;
}

Document section(const Counts& counts, Document::Elements lines) {
  return Document::object(
      {{"equal", counts.equal}, {"differ", counts.differ}, {"differences", std::move(lines)}});
}

Document::Elements lines_of(const odoo::ReconciliationReport& found) {
  Document::Elements lines;
  for (const auto& one : found.lines) {
    lines.push_back(Document::object({{"what", name_of(one.kind)},
                                      {"picking", one.key},
                                      {"product", one.product},
                                      {"ours", one.ours.document()},
                                      {"odoo", one.theirs.document()}}));
  }
  return lines;
}

Document::Elements lines_of(const std::vector<odoo::StockReport>& stores) {
  Document::Elements lines;
  for (const auto& store : stores) {
    for (const auto& one : store.lines) {
      lines.push_back(Document::object({{"what", "on_hand_differs"},
                                        {"store", one.store},
                                        {"product", one.product},
                                        {"ours", or_null(one.ours)},
                                        {"odoo", or_null(one.theirs)}}));
    }
  }
  return lines;
}

Document::Elements lines_of(const odoo::DocumentReport& found) {
  Document::Elements lines;
  for (const auto& one : found.lines) {
    lines.push_back(
        Document::object({{"what", one.state_there ? "state_differs" : "missing_in_odoo"},
                          {"work_order", one.job},
                          {"model", one.ours.model},
                          {"name", one.ours.name},
                          {"ours", one.ours.state},
                          {"odoo", one.state_there ? Document(*one.state_there) : Document()}}));
  }
  return lines;
}

std::string row(std::string_view what, const Counts& counts) {
  return fmt::format("{:<12}{:>8}{:>8}\n", what, counts.equal, counts.differ);
}

void add_differences(std::string& text, const Reconciliation& found) {
  for (const auto& one : found.postings.lines) {
    text +=
        fmt::format("{}: picking {}, product {}: ours {}, Odoo {}\n", name_of(one.kind), one.key,
                    one.product, one.ours.document().compact(), one.theirs.document().compact());
  }
  for (const auto& store : found.stock) {
    for (const auto& one : store.lines) {
      text += fmt::format("on_hand_differs: store {}, product {}: ours {}, Odoo {}\n", one.store,
                          one.product, or_dash(one.ours), or_dash(one.theirs));
    }
  }
  for (const auto& one : found.documents.lines) {
    text += fmt::format("{}: {} {} of work order {}: ours {}, Odoo {}\n",
                        one.state_there ? "state_differs" : "missing_in_odoo", one.ours.model,
                        one.ours.name, one.job, one.ours.state, one.state_there.value_or("-"));
  }
}

}  // namespace

bool Reconciliation::agrees() const {
  return postings.agrees() && of_stock(stock).differ == 0 && documents.differ == 0;
}

Document to_document(const Reconciliation& found) {
  auto made = Document::object({{"tenant", found.tenant},
                                {"odoo_version", found.odoo_version},
                                {"since", to_text(found.scope.since)},
                                {"agrees", found.agrees()}});
  if (found.scope.store) made["store"] = *found.scope.store;
  auto postings = section(of_postings(found.postings), lines_of(found.postings));
  postings["open"] = found.postings.open;
  made["postings"] = std::move(postings);
  made["stock"] = section(of_stock(found.stock), lines_of(found.stock));
  made["documents"] =
      section({found.documents.matched, found.documents.differ}, lines_of(found.documents));
  return made;
}

std::string to_text(const Reconciliation& found) {
  std::string text = fmt::format("books of {}{} and Odoo {}, since {}\n", found.tenant,
                                 found.scope.store ? ", store " + *found.scope.store : "",
                                 found.odoo_version, to_text(found.scope.since));
  text += fmt::format("{:<12}{:>8}{:>8}\n", "what", "equal", "differ");
  text += row("postings", of_postings(found.postings));
  text += row("stock", of_stock(found.stock));
  text += row("documents", {found.documents.matched, found.documents.differ});
  text += fmt::format("requisitions open on both sides: {}\n", found.postings.open);
  add_differences(text, found);
  return text;
}

}  // namespace fettle::cli
