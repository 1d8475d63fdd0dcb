// What the decisions on a payment have in common.
#pragma once

#include <optional>
#include <string_view>

#include "commands/payment/indexes.hpp"
#include "schemas/case/events.hpp"

namespace fettle {

// WeChat Pay takes no more refunds of one payment.
inline constexpr std::size_t refunds_max = 50;
// A prepay order is good for two hours; the last minutes are left for the way.
inline constexpr std::chrono::minutes prepay_valid{115};
// So many answers that there is no money yet, and the attempt ends without. So many that a refund
// goes on, and nobody asks any more, whenever it began.
inline constexpr std::int64_t answers_max = 500;
// A refund to a bank card takes days; one that takes longer than this is a person's matter.
inline constexpr std::chrono::days refund_lasts_max{14};
// A refund that is a person's matter is asked after for so long, in case that it goes on by itself.
inline constexpr std::chrono::days refund_asked_max{90};
// The method of a refund that a person says he paid.
inline constexpr std::string_view settled_by_hand = "by_hand";

// By what the payment service calls it; null when that is none of ours.
const PaymentState* payment_called(TenantView& view, std::string_view trade_no);

const RefundState* find_refund(const PaymentState& payment, const RefundId& id);

// What came and is neither given back nor on its way back.
std::int64_t refundable(const PaymentState& payment);
std::int64_t given_back(const PaymentState& payment);  // with what is on its way

// A case about money that a person must settle. `found` is what is, `expected` what should be.
struct MoneyTrouble {
  std::string subject;
  std::string code;
  std::optional<StoreId> store;
  std::optional<Money> expected, found;
  std::optional<std::string> reference;
};
void open_money_case(TenantView& view, const Context& context, Decision& decision,
                     MoneyTrouble trouble);

// The attempt ends without money, and its order may be paid in another way.
void fail_attempt(TenantView& view, Decision& decision, const PaymentId& id,
                  const PaymentState& payment, std::string_view reason,
                  std::optional<std::string> code);
// Has the payment service take no more money for it.
void ask_to_close(Decision& decision, const PaymentId& id, const PaymentState& payment,
                  std::string_view reason);

}  // namespace fettle
