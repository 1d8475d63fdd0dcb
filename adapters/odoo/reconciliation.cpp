#include "adapters/odoo/reconciliation.hpp"

#include <algorithm>
#include <set>

#include "adapters/odoo/issues.hpp"

namespace fettle::odoo {
namespace {

// A requisition's id, and from its second approval on `:` and a number.
bool looks_like_ours(std::string_view key) {
  constexpr std::size_t id_length = 26;
  constexpr std::string_view id_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto id = key.substr(0, id_length), rest = key.substr(id.size());
  if (id.size() < id_length || id.find_first_not_of(id_letters) != std::string_view::npos) {
    return false;
  }
  return rest.empty() || (rest.size() > 1 && rest.front() == ':' &&
                          rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

class Comparison {
 public:
  Comparison(const Visit& visit, std::span<const OurPosting> ours)
      : postings_(visit.odoo(), visit.profile()), profile_(visit.profile()), ours_(ours) {
    for (const auto& one : ours) {
      known_.insert(one.key);
      known_.insert(one.requisition);
    }
  }

  Result<void> compare_ours() {
    auto left = ours_;
    while (!left.empty()) {
      const auto some = left.first(std::min(left.size(), Postings::page_max));
      std::vector<std::string> keys;
      for (const auto& one : some) {
        if (one.compared) keys.push_back(one.key);
      }
      left = left.subspan(some.size());
      if (keys.empty()) continue;
      const auto found = TRY(postings_.of_keys(keys));
      for (const auto& one : some) {
        if (one.compared) compare(one, found);
      }
    }
    return {};
  }

  // `elsewhere`: places that are none of the scope.
  Result<void> find_theirs(Moment since, const std::set<std::int64_t>& elsewhere) {
    std::int64_t after = 0;
    while (true) {
      const auto page = TRY(postings_.done_since(since, after));
      for (const auto& posting : page) {
        if (is_issue(posting, profile_) && !elsewhere.contains(posting.from)) check(posting);
      }
      if (page.size() < Postings::page_max) return {};
      after = page.back().id;
    }
  }

  ReconciliationReport take() { return std::move(report_); }

 private:
  // A rest that Odoo split off has our key as its origin: it belongs to it.
  void compare(const OurPosting& one, std::span<const Posting> found) {
    Quantity theirs;
    bool there = false;
    for (const auto& posting : found) {
      const bool of_key = posting.name == one.key || posting.origin == one.key;
      if (!of_key || !is_issue(posting, profile_)) continue;
      there = true;
      theirs += moved(posting, one.product);
    }
    if (one.open) return compare_open(one, theirs);
    const auto ours = Quantity::pieces(one.quantity);
    if (there && theirs == ours) {
      ++report_.matched;
      return;
    }
    auto& count = there ? report_.quantity_differs : report_.missing_there;
    ++count;
    tell({there ? Disagreement::quantity_differs : Disagreement::missing_there, one.key,
          one.product, ours, theirs});
  }

  // Posted there and not here: by hand since our last look, or an answer that has not come.
  void compare_open(const OurPosting& one, Quantity theirs) {
    if (theirs == Quantity{}) {
      ++report_.open;
      return;
    }
    ++report_.open_here;
    tell({Disagreement::open_here, one.key, one.product, {}, theirs});
  }

  void check(const Posting& posting) {
    if (known_.contains(posting.name) || known_.contains(posting.origin)) return;
    const auto& key = looks_like_ours(posting.name) ? posting.name : posting.origin;
    if (!looks_like_ours(key)) return;
    ++report_.missing_here;
    const auto product = posting.moves.empty() ? 0 : posting.moves.front().product;
    tell({Disagreement::missing_here, key, product, {}, moved(posting, product)});
  }

  void tell(ReconciliationLine line) {
    if (report_.lines.size() < ReconciliationReport::lines_max) {
      report_.lines.push_back(std::move(line));
    } else {
      ++report_.left_out;
    }
  }

  Postings postings_;
  const Profile& profile_;
  std::span<const OurPosting> ours_;
  std::set<std::string, std::less<>> known_;
  ReconciliationReport report_;
};

// Deliveries of several steps leave from no store's own place: those are looked at, too.
std::set<std::int64_t> places_elsewhere(const Visit& visit, const ReconciliationScope& scope) {
  std::set<std::int64_t> places;
  if (!scope.store) return places;
  const auto* own = visit.warehouse(*scope.store);
  for (const auto& warehouse : visit.profile().warehouses) {
    if (own == nullptr || warehouse.id != own->id) places.insert(warehouse.stock_location);
  }
  return places;
}

}  // namespace

Result<ReconciliationReport> reconcile(const Visit& visit, std::span<const OurPosting> ours,
                                       const ReconciliationScope& scope) {
  Comparison comparison(visit, ours);
  TRY(comparison.compare_ours());
  TRY(comparison.find_theirs(scope.since, places_elsewhere(visit, scope)));
  return comparison.take();
}

}  // namespace fettle::odoo
