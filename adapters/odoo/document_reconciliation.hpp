// The documents of Odoo that our orders name held against Odoo's own: still there, in that state.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/visit.hpp"
#include "schemas/odoo/document.hpp"

namespace fettle::odoo {

struct OurDocument {
  std::string job;
  OdooDocument document;
};

struct DocumentLine {
  std::string job;
  OdooDocument ours;
  std::optional<std::string> state_there = {};  // nothing: it is gone
  bool operator==(const DocumentLine&) const = default;
};

struct DocumentReport {
  static constexpr std::size_t lines_max = 1000;

  std::int64_t matched = 0, differ = 0;
  std::vector<DocumentLine> lines = {};  // of what differs; those beyond the bound are only counted
};

// By their ids; one that a person only named is looked for by its name. Of a partner, who has no
// state, only that it is there.
Result<DocumentReport> reconcile_documents(const Visit& visit, std::span<const OurDocument> ours);

}  // namespace fettle::odoo
