// Our books of issued parts held against Odoo's: what agrees, what only one side has.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

// A requisition that is posted in our books, or may come to be.
struct OurPosting {
  std::string requisition;
  std::string key;  // the name of its picking, or that of the one which was posted by hand
  std::int64_t product = 0;
  std::int64_t quantity = 0;
  bool open = false;       // not posted here; nor should it be there
  bool compared = true;    // false: only known, so that it is not missing here
  std::string store = {};  // that asked for the parts
};

enum class Disagreement { missing_here, missing_there, quantity_differs, open_here };

struct ReconciliationLine {
  Disagreement kind;
  std::string key;
  std::int64_t product = 0;
  Quantity ours = {};
  Quantity theirs = {};
  bool operator==(const ReconciliationLine&) const = default;
};

struct ReconciliationReport {
  static constexpr std::size_t lines_max = 1000;

  std::int64_t matched = 0, missing_here = 0, missing_there = 0, quantity_differs = 0;
  std::int64_t open = 0, open_here = 0;        // on neither side; there alone
  std::vector<ReconciliationLine> lines = {};  // of what does not agree; those beyond the bound
  std::int64_t left_out = 0;                   // are only counted
  bool agrees() const { return missing_here + missing_there + quantity_differs + open_here == 0; }
};

// What is compared: the whole business, or one store of it.
struct ReconciliationScope {
  Moment since;
  std::optional<std::string> store = {};
};

// Each of ours is looked up by its key, whenever it was posted. What Odoo has done since then under
// a key that looks like one of ours is missing here unless it is among ours: give those posted some
// minutes before as well, and run it while nothing is being posted.
Result<ReconciliationReport> reconcile(const Visit& visit, std::span<const OurPosting> ours,
                                       const ReconciliationScope& scope);

}  // namespace fettle::odoo
