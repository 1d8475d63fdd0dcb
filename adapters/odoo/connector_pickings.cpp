#include "adapters/odoo/connector_pickings.hpp"

#include <algorithm>
#include <set>

#include "adapters/odoo/connector_folds.hpp"
#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/giving_back.hpp"
#include "adapters/odoo/issues.hpp"
#include "adapters/odoo/picking_answers.hpp"
#include "adapters/odoo/picking_batch.hpp"
#include "schemas/requisition/events.hpp"

namespace fettle::odoo {
namespace {

struct Asked {
  std::size_t place = 0;  // of its errand
  PickingOrder order;
};

bool is_issue(const DueErrand& errand) { return errand.action == action::post_requisition; }
bool is_picking(const DueErrand& errand) {
  return is_issue(errand) || errand.action == action::post_return;
}

Expected<PickingOrder, ErrandFailure> issue_of(const Visit& visit, const DueErrand& errand) {
  const auto& approved = details_of<RequisitionApproved>(errand);
  const auto* warehouse = visit.warehouse(approved.store.text());
  if (warehouse == nullptr) return no_warehouse(approved.store.text());
  return issue_from(*warehouse, visit.profile(), approved.document_name,
                    {{approved.odoo_id, Quantity::pieces(approved.quantity)}},
                    visit.settings.when_short);
}

Expected<PickingOrder, ErrandFailure> return_of(const Visit& visit, const DueErrand& errand) {
  const auto& asked = details_of<ReturnAsked>(errand);
  const auto* warehouse = visit.warehouse(asked.store.text());
  if (warehouse == nullptr) return no_warehouse(asked.store.text());
  PickingCalls calls(visit.odoo(), visit.profile());
  auto order = order_to_give_back(calls, *warehouse, visit.profile(),
                                  {.key = asked.document_name,
                                   .original_key = asked.original.name,
                                   .lines = {{asked.odoo_id, Quantity::pieces(asked.quantity)}}});
  if (!order) return failure_of(order.error());
  return *std::move(order);
}

std::vector<std::string> keys_of_issues(std::span<const DueErrand> errands) {
  std::set<std::string> keys;
  for (const auto& errand : errands) {
    if (!is_issue(errand)) continue;
    keys.insert(subject_id(errand));
    keys.insert(details_of<RequisitionApproved>(errand).document_name);
  }
  return {keys.begin(), keys.end()};
}

// Under a name of its own, with our key as its origin. Where our own picking stands, it is gone on
// with: what else has our key was split off from it.
const Posting* posted_by_hand(const DueErrand& errand, std::span<const Posting> postings,
                              const Profile& profile) {
  const auto& approved = details_of<RequisitionApproved>(errand);
  const auto requisition = subject_id(errand);
  const bool ours = std::ranges::any_of(postings, [&](const Posting& posting) {
    return posting.name == approved.document_name && posting.state != "cancel";
  });
  if (ours) return nullptr;
  const auto found = std::ranges::find_if(postings, [&](const Posting& posting) {
    return (posting.origin == approved.document_name || posting.origin == requisition) &&
           odoo::is_issue(posting, profile) && moved(posting, approved.odoo_id) > Quantity{};
  });
  return found == postings.end() ? nullptr : &*found;
}

class Pickings {
 public:
  Pickings(const Visit& visit, std::span<const DueErrand> errands, Outcomes& outcomes)
      : visit_(visit), errands_(errands), outcomes_(outcomes) {}

  void post() {
    take_those_by_hand();
    for (std::size_t i = 0; i < errands_.size(); ++i) ask(i);
    post_batch();
    for (const auto& asked : doubles_) post_alone(asked);
  }

 private:
  void take_those_by_hand() {
    const auto keys = keys_of_issues(errands_);
    if (keys.empty()) return;
    Postings postings(visit_.odoo(), visit_.profile());
    const auto found = postings_of(postings, keys);
    for (std::size_t i = 0; i < errands_.size(); ++i) {
      const auto& errand = errands_[i];
      if (!is_issue(errand)) continue;
      if (!found) {
        tell(i, failure_of(found.error()));
      } else if (const auto* posting = posted_by_hand(errand, *found, visit_.profile())) {
        const auto product = details_of<RequisitionApproved>(errand).odoo_id;
        outcomes_[i] =
            answer_posted(visit_, errand, {posting->id, posting->name}, moved(*posting, product));
      }
    }
  }

  void ask(std::size_t place) {
    const auto& errand = errands_[place];
    if (outcomes_[place] || !is_picking(errand)) return;
    if (away_) return tell(place, not_tried(*away_));
    auto order = is_issue(errand) ? issue_of(visit_, errand) : return_of(visit_, errand);
    if (!order) return tell(place, order.error());
    auto& list = keys_.insert(order->key).second ? asked_ : doubles_;
    list.push_back({place, *std::move(order)});
  }

  void post_batch() {
    std::span<const Asked> left(asked_);
    while (!left.empty()) {
      const auto some = left.first(std::min(left.size(), PickingBatch::pickings_max));
      left = left.subspan(some.size());
      if (away_) {
        for (const auto& asked : some) tell(asked.place, not_tried(*away_));
        continue;
      }
      std::vector<PickingOrder> orders;
      for (const auto& asked : some) orders.push_back(asked.order);
      const auto results = PickingBatch(visit_.odoo(), visit_.profile()).post(orders);
      for (std::size_t i = 0; i < some.size(); ++i) settle(some[i], results[i]);
    }
  }

  void post_alone(const Asked& asked) {
    if (away_) return tell(asked.place, not_tried(*away_));
    settle(asked, PickingPoster(visit_.odoo(), visit_.profile()).post(asked.order));
  }

  void settle(const Asked& asked, const Result<PickingOutcome>& result) {
    if (!result) return tell(asked.place, failure_of(result.error()));
    tell(asked.place, answer_of(visit_, errands_[asked.place], asked.order, *result));
  }

  void tell(std::size_t place, ErrandOutcome outcome) {
    if (const auto* failure = server_away(outcome); failure && !away_) away_ = *failure;
    outcomes_[place] = std::move(outcome);
  }

  const Visit& visit_;
  std::span<const DueErrand> errands_;
  Outcomes& outcomes_;
  std::set<std::string> keys_;
  std::vector<Asked> asked_;
  std::vector<Asked> doubles_;  // of a key that is in the batch already
  std::optional<ErrandFailure> away_;
};

}  // namespace

void post_pickings(const Visit& visit, std::span<const DueErrand> errands, Outcomes& outcomes) {
  Pickings(visit, errands, outcomes).post();
}

}  // namespace fettle::odoo
