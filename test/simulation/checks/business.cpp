// Rules of the trade, by books of their own: added up from events alone, apart from the code that
// decides.
#include <fmt/format.h>

#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_events.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/stock/events.hpp"
#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim {
namespace {

template <class E, class Visit>
void each(const ReadLog& log, Visit&& visit) {
  for (const auto& commit : log.commits) {
    for (const auto& event : commit.events) {
      if (const auto* one = as<E>(event)) visit(event, *one);
    }
  }
}

}  // namespace

// No command of ours takes what is not there; what the warehouse says is another matter.
Wrong stock_is_never_overdrawn(Books& books, const ReadCommit& commit) {
  for (const auto& event : commit.events) {
    if (event.aggregate != "stock") continue;
    const auto name = event.tenant + "/" + event.id;
    auto& shelf = books.shelves[name];
    if (const auto* synced = as<StockSynced>(event)) {
      shelf.on_hand = synced->on_hand;
      shelf.claimed = 0;
    } else if (const auto* kept = as<StockReserved>(event)) {
      if (shelf.on_hand - shelf.reserved - shelf.claimed < kept->quantity) {
        return fmt::format("{}: {} of {} - {}", name, kept->quantity, shelf.on_hand,
                           shelf.reserved);
      }
      shelf.reserved += kept->quantity;
    } else if (const auto* released = as<StockReleased>(event)) {
      shelf.reserved -= released->quantity;
    } else if (const auto* issued = as<StockIssued>(event)) {
      shelf.reserved -= issued->reservation;
      shelf.on_hand += issued->on_hand_change;
    } else if (const auto* returned = as<StockReturned>(event)) {
      shelf.on_hand += returned->on_hand_change;
    }
    if (shelf.reserved < 0) return name + ": less than nothing is kept";
  }
  return {};
}

Wrong money_adds_up(Books& books, const ReadCommit& commit) {
  for (const auto& event : commit.events) {
    if (event.aggregate != "payment") continue;
    const auto name = event.tenant + "/" + event.id;
    auto& account = books.accounts[name];
    if (const auto* paid = as<PaymentSucceeded>(event)) {
      account.came += paid->amount.minor();
      ++account.times;
    } else if (const auto* questioned = as<PaymentQuestioned>(event)) {
      account.came += questioned->amount.minor();
      ++account.times;
    } else if (const auto* asked = as<RefundAsked>(event)) {
      account.asked_back += asked->amount.minor();
    } else if (const auto* failed = as<RefundFailed>(event)) {
      account.asked_back -= failed->amount.minor();
    } else if (const auto* refunded = as<RefundSucceeded>(event)) {
      account.went_back += refunded->amount.minor();
      const auto refund = event.tenant + "/" + refunded->refund.text();
      if (!books.refunds.insert(refund).second) return "refund " + refund + " went twice";
    }
    if (account.times > 1) return name + " came twice";
    if (account.asked_back > account.came || account.went_back > account.asked_back) {
      return fmt::format("{}: {} came, {} asked back, {} went back", name, account.came,
                         account.asked_back, account.went_back);
    }
  }
  return {};
}

// What we say was done outside was done there, once, and what was done there we know.
std::optional<Violation> outside_agrees(const Facts& facts, const ReadLog& log) {
  std::map<std::string, std::int64_t> issued, returned;
  std::map<std::string, std::string> approved, asked;  // what a document is of
  std::optional<Violation> found;
  const auto wrong = [&](std::string what) {
    if (!found) found = Violation{"outside_agrees", std::move(what)};
  };
  each<RequisitionPosted>(log, [&](const auto& event, const auto& e) {
    const auto name = of_tenant(TenantId(event.tenant), e.document.name);
    if (!issued.try_emplace(name, e.quantity).second) wrong(name + " was posted twice");
  });
  each<PartsReturned>(log, [&](const auto& event, const auto& e) {
    const auto name = of_tenant(TenantId(event.tenant), e.document.name);
    if (!returned.try_emplace(name, e.quantity).second) wrong(name + " came back twice");
  });
  const auto& outside = facts.site.outside;
  if (outside.warehouse.posted_twice > 0) wrong("a document was posted twice there");
  if (issued != outside.warehouse.issued) {
    wrong(fmt::format("{} issues here, {} there", issued.size(), outside.warehouse.issued.size()));
  }
  if (returned != outside.warehouse.returned) {
    wrong(fmt::format("{} returns here, {} there", returned.size(),
                      outside.warehouse.returned.size()));
  }
  each<PaymentSucceeded>(log, [&](const auto& event, const auto& e) {
    if (e.method != "wechat") return;
    const auto trade = outside.payments.trades.find(of_tenant(TenantId(event.tenant), event.id));
    if (trade == outside.payments.trades.end() || !trade->second.paid) {
      wrong(event.id + " was never paid");
    }
  });
  std::size_t went_back = 0;
  each<RefundSucceeded>(log, [&](const auto& event, const auto& e) {
    if (e.method != "wechat") return;
    ++went_back;
    if (!outside.payments.refunds.contains(of_tenant(TenantId(event.tenant), e.refund.text()))) {
      wrong("refund " + e.refund.text() + " was never made");
    }
  });
  if (went_back != outside.payments.refunds.size()) {
    wrong(fmt::format("{} refunds here, {} there", went_back, outside.payments.refunds.size()));
  }
  return found;
}

}  // namespace fettle::sim
