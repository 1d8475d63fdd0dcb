#include "commands/payment/rules.hpp"

#include <algorithm>

#include "commands/case/open.hpp"
#include "commands/job/indexes.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {

const PaymentState* payment_called(TenantView& view, std::string_view trade_no) {
  if (!PaymentId::well_formed(trade_no)) return nullptr;
  const auto* payment = view.get<Payment>(PaymentId(std::string(trade_no)));
  return payment != nullptr && payment->trade_no == trade_no ? payment : nullptr;
}

const RefundState* find_refund(const PaymentState& payment, const RefundId& id) {
  const auto found = std::find_if(payment.refunds.begin(), payment.refunds.end(),
                                  [&](const RefundState& refund) { return refund.id == id; });
  return found == payment.refunds.end() ? nullptr : &*found;
}

std::int64_t given_back(const PaymentState& payment) {
  std::int64_t sum = 0;
  for (const auto& refund : payment.refunds) {
    if (refund.standing != RefundStanding::FAILED) sum += refund.amount.minor();
  }
  return sum;
}

std::int64_t refundable(const PaymentState& payment) {
  return payment.received ? payment.received->amount.minor() - given_back(payment) : 0;
}

void open_money_case(TenantView& view, const Context& context, Decision& decision,
                     MoneyTrouble trouble) {
  open_case(view, context, decision,
            CaseOpened{.kind = std::string(Codec<CaseKind>::name(CaseKind::PAYMENT)),
                       .subject = std::move(trouble.subject),
                       .code = std::move(trouble.code),
                       .store = std::move(trouble.store),
                       .expected = trouble.expected,
                       .found = trouble.found,
                       .expected_pieces = std::nullopt,
                       .found_pieces = std::nullopt,
                       .reference = std::move(trouble.reference)});
}

void fail_attempt(TenantView& view, Decision& decision, const PaymentId& id,
                  const PaymentState& payment, std::string_view reason,
                  std::optional<std::string> code) {
  add<Payment>(decision, id,
               PaymentFailed{.job = payment.parties->job,
                             .amount = *payment.amount,
                             .reason = std::string(reason),
                             .store = payment.parties->store,
                             .code = std::move(code)});
  const auto* job = view.get<Job>(payment.parties->job);
  if (job != nullptr && job->payment && job->payment->payment == id) {
    add<Job>(decision, payment.parties->job, PaymentDropped{id, std::string(reason)});
  }
}

void ask_to_close(Decision& decision, const PaymentId& id, const PaymentState& payment,
                  std::string_view reason) {
  add<Payment>(decision, id,
               PaymentCloseAsked{.job = payment.parties->job,
                                 .trade_no = *payment.trade_no,
                                 .reason = std::string(reason)});
}

}  // namespace fettle
