#include "commands/statement/compare.hpp"

#include <set>

#include "commands/refusals.hpp"

namespace fettle {
namespace {

// Stands, like number 0, until the case is known.
const CaseId no_case("none");

struct Ours {
  PaymentId id;
  const PaymentState* payment;
};

class Comparing {
 public:
  Comparing(TenantView& view, const std::string& day) : view_(view), day_(day) {}

  void line(const StatementLine& theirs) {
    const bool paid = theirs.kind == LineOf::PAY;
    (paid ? found_.their_paid : found_.their_refunded) += theirs.amount.minor();
    if (paid) {
      pay_line(theirs);
    } else {
      refund_line(theirs);
    }
  }
  // What we have of that day and no line named.
  Checked<void> ours_alone() {
    const auto paid = view_.find(paid_on, day_, day_payments_max + 1);
    const auto refunded = view_.find(refunded_on, day_, day_payments_max + 1);
    if (paid.size() > day_payments_max || refunded.size() > day_payments_max) {
      return Rejection{Refusal::rule,
                       "day_too_large",
                       fmt::format("more than {} payments a day", day_payments_max),
                       {}};
    }
    for (const auto& id : paid) payment_of_day(PaymentId(id));
    for (const auto& id : refunded) refunds_of_day(PaymentId(id));
    return {};
  }
  Comparison take() { return std::move(found_); }

 private:
  std::optional<Ours> ours(const StatementLine& line) {
    const auto* payment = payment_called(view_, line.trade_no.text());
    if (payment == nullptr) return std::nullopt;
    return Ours{PaymentId(line.trade_no.text()), payment};
  }

  void pay_line(const StatementLine& theirs) {
    const auto ours_of_it = ours(theirs);
    const bool again = !seen_paid_.insert(theirs.trade_no.text()).second;
    if (again || !ours_of_it || !ours_of_it->payment->received) {
      return differs(theirs, ours_of_it, "missing_ours", std::nullopt);
    }
    const auto& received = *ours_of_it->payment->received;
    if (received.amount != theirs.amount) {
      return differs(theirs, ours_of_it, "amount_differs", received.amount);
    }
    found_.matched += 1;
  }

  // The refund that the line names, or one of the payment's of that amount.
  const RefundState* refund_of(const StatementLine& theirs, const PaymentState& payment) const {
    const RefundState* other_amount = nullptr;
    for (const auto& refund : payment.refunds) {
      const bool went = refund.standing == RefundStanding::SUCCEEDED && refund.at;
      if (!went || seen_refunds_.count(refund.id.text()) > 0) continue;
      if (theirs.refund_no && theirs.refund_no->text() != refund.id.text()) continue;
      if (refund.amount == theirs.amount) return &refund;
      if (theirs.refund_no) other_amount = &refund;
    }
    return other_amount;
  }

  void refund_line(const StatementLine& theirs) {
    const auto ours_of_it = ours(theirs);
    const auto* refund = ours_of_it ? refund_of(theirs, *ours_of_it->payment) : nullptr;
    if (refund == nullptr) return differs(theirs, ours_of_it, "missing_ours", std::nullopt);
    seen_refunds_.insert(refund->id.text());
    if (refund->amount != theirs.amount) {
      return differs(theirs, ours_of_it, "amount_differs", refund->amount);
    }
    found_.matched += 1;
  }

  void payment_of_day(const PaymentId& id) {
    const auto* payment = view_.get<Payment>(id);
    const auto& received = *payment->received;
    found_.our_paid += received.amount.minor();
    if (seen_paid_.count(id.text()) > 0) return;
    found_.missing_theirs += 1;
    found_.items.push_back(item("PAY", "missing_theirs", {id, payment}, received.amount));
  }

  void refunds_of_day(const PaymentId& id) {
    const auto* payment = view_.get<Payment>(id);
    for (const auto& refund : payment->refunds) {
      const bool of_day =
          refund.standing == RefundStanding::SUCCEEDED && refund.at && day_of(*refund.at) == day_;
      if (!of_day) continue;
      found_.our_refunded += refund.amount.minor();
      if (seen_refunds_.count(refund.id.text()) > 0) continue;
      found_.missing_theirs += 1;
      found_.items.push_back(item("REFUND", "missing_theirs", {id, payment}, refund.amount));
      found_.items.back().refund_no = refund.id.text();
    }
  }

  static StatementItem item(std::string_view kind, std::string_view code, const Ours& ours,
                            const Money& amount) {
    return {.number = 0,
            .matter = no_case,
            .kind = std::string(kind),
            .code = std::string(code),
            .trade_no = ours.id.text(),
            .refund_no = std::nullopt,
            .transaction_id = ours.payment->received->transaction_id,
            .payment = ours.id,
            .job = ours.payment->parties->job,
            .ours = amount,
            .theirs = std::nullopt,
            .found_before = false};
  }

  void differs(const StatementLine& theirs, const std::optional<Ours>& ours_of_it,
               std::string_view code, const std::optional<Money>& ours_amount) {
    (code == "missing_ours" ? found_.missing_ours : found_.amount_differs) += 1;
    found_.items.push_back(
        {.number = 0,
         .matter = no_case,
         .kind = std::string(Codec<LineOf>::name(theirs.kind)),
         .code = std::string(code),
         .trade_no = theirs.trade_no,
         .refund_no = text_of(theirs.refund_no),
         .transaction_id = text_of(theirs.transaction_id),
         .payment = ours_of_it ? std::optional(ours_of_it->id) : std::nullopt,
         .job = ours_of_it ? std::optional(ours_of_it->payment->parties->job) : std::nullopt,
         .ours = ours_amount,
         .theirs = theirs.amount,
         .found_before = false});
  }

  TenantView& view_;
  const std::string& day_;
  Comparison found_;
  std::set<std::string> seen_paid_, seen_refunds_;
};

Checked<void> check_line(const StatementLine& line, std::size_t place) {
  const auto amount = line.amount.minor();
  constexpr auto fen_max = statement_fen_max;
  if (line.amount.currency() == Currency("CNY") && amount > 0 && amount <= fen_max) return {};
  return bad_field(fmt::format("lines.{}.amount", place), "field_range",
                   fmt::format("1 to {} fen", fen_max));
}

}  // namespace

Checked<Comparison> compare(TenantView& view, const ImportStatement& command) {
  Comparing comparing(view, command.day.text());
  for (std::size_t place = 0; place < command.lines.size(); ++place) {
    TRY(check_line(command.lines[place], place));
    comparing.line(command.lines[place]);
  }
  TRY(comparing.ours_alone());
  return comparing.take();
}

}  // namespace fettle
