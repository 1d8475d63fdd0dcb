// What really happened to money, kept apart from our books: the payment service's side of the
// story, and the till's. It tells us of it late, twice, or never.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "test/domain/till.hpp"

namespace fettle::test {

class Bank {
 public:
  // The payer pays a trade once, not always what was asked for.
  void pay(const PaymentId& trade, const Money& amount) { paid_.try_emplace(trade, amount); }
  std::optional<Money> paid(const PaymentId& trade) const {
    const auto found = paid_.find(trade);
    return found == paid_.end() ? std::nullopt : std::optional(found->second);
  }
  // What it says of a trade now.
  Trade trade(const PaymentId& trade) const {
    return trade_of(trade, paid_.at(trade), "42" + trade.text());
  }
  void told(const PaymentId& trade) { told_.insert(trade); }
  std::int64_t told_in() const {
    std::int64_t sum = 0;
    for (const auto& trade : told_) sum += paid_.at(trade).minor();
    return sum;
  }

  // A refund ends once: what was said first is said for good, but stuck ones go on.
  RefundAnswer refund(const RefundId& refund, const Money& amount, RefundAnswer wish) {
    auto& answer = refunds_.try_emplace(refund, wish).first->second;
    const bool ended = answer == RefundAnswer::SUCCESS || answer == RefundAnswer::CLOSED;
    if (!ended) answer = wish;
    if (answer == RefundAnswer::SUCCESS) returned_.try_emplace(refund, amount);
    return answer;
  }
  // A person ended it there.
  void stop(const RefundId& refund) { refunds_[refund] = RefundAnswer::CLOSED; }
  std::int64_t told_out() const {
    std::int64_t sum = 0;
    for (const auto& [refund, amount] : returned_) sum += amount.minor();
    return sum;
  }

 private:
  std::map<PaymentId, Money> paid_;
  std::set<PaymentId> told_;
  std::map<RefundId, RefundAnswer> refunds_;
  std::map<RefundId, Money> returned_;
};

// Our books, added up from events alone.
class Books {
 public:
  void see(const DecidedEvent& decided) {
    const auto& event = decided.event;
    if (const auto* e = as<PaymentSucceeded>(event)) came(decided.id, e->amount, e->method);
    if (const auto* e = as<PaymentQuestioned>(event)) came(decided.id, e->amount, "wechat");
    if (const auto* e = as<RefundAsked>(event)) asked(decided.id, *e);
    if (const auto* e = as<RefundFailed>(event)) held_[decided.id] -= e->amount.minor();
    if (const auto* e = as<RefundSucceeded>(event)) went(decided.id, *e);
    if (const auto* e = as<RefundFailed>(event)) failed_.insert(e->refund.text());
  }
  std::int64_t in(const std::string& method) const { return sum(in_, method); }
  std::int64_t out(const std::string& method) const { return sum(out_, method); }
  // Of every payment: what went back is part of what was to go back, and that of what came.
  bool sound() const {
    for (const auto& [payment, held] : held_) {
      const auto came = of_payment_.find(payment);
      const auto went = back_.find(payment);
      const auto back = went == back_.end() ? 0 : went->second;
      if (came == of_payment_.end() || held > came->second || back > held || back < 0) return false;
    }
    return twice_.empty();
  }

 private:
  using Sums = std::map<std::string, std::int64_t, std::less<>>;
  static std::int64_t sum(const Sums& sums, const std::string& method) {
    const auto found = sums.find(method);
    return found == sums.end() ? 0 : found->second;
  }
  void came(const std::string& payment, const Money& amount, const std::string& method) {
    in_[method] += amount.minor();
    if (!of_payment_.try_emplace(payment, amount.minor()).second) twice_.insert(payment);
  }
  void asked(const std::string& payment, const RefundAsked& e) {
    held_[payment] += e.amount.minor();
  }
  void went(const std::string& payment, const RefundSucceeded& e) {
    if (failed_.erase(e.refund.text()) > 0) held_[payment] += e.amount.minor();
    out_[e.method] += e.amount.minor();
    back_[payment] += e.amount.minor();
    if (!returned_.insert(e.refund.text()).second) twice_.insert(e.refund.text());
  }

  Sums in_, out_, of_payment_, held_, back_;
  std::set<std::string> failed_, returned_, twice_;
};

}  // namespace fettle::test
