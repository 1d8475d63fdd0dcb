#include "adapters/wechat_pay/trade_facts.hpp"

#include <fmt/format.h>

#include "adapters/wechat_pay/settings.hpp"
#include "schemas/codec/codec.hpp"

namespace fettle::wechat_pay {
namespace {

template <class Enum>
std::optional<Enum> named(std::string_view word) {
  std::optional<Enum> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto one) {
    if (one.name == word) found = one.value;
  });
  return found;
}

Fault unclear(std::string detail) {
  return {FaultKind::invalid, "wechat_pay_trade_unclear", std::move(detail)};
}

Result<Trade> paid(const Transaction& transaction, TradeState state) {
  const auto at = transaction.paid_at();
  const bool whole =
      transaction.amount && transaction.amount->total && transaction.transaction_id && at;
  if (!whole) return unclear("a payment without amount, number or time");
  const auto& amount = *transaction.amount;
  if (amount.currency.value_or(std::string(currency)) != currency) {
    return unclear("a payment in another currency");
  }
  return Trade{.trade_no = OutsideNumber(transaction.out_trade_no),
               .transaction_id = OutsideNumber(*transaction.transaction_id),
               .state = state,
               .amount = Money::fen(*amount.total),
               .paid_at = *at,
               .app_id = OutsideNumber(transaction.appid),
               .merchant = OutsideNumber(transaction.mchid)};
}

}  // namespace

Result<TradeNews> trade_news(const Transaction& transaction) {
  const auto state = named<TradeState>(transaction.trade_state);
  if (!state) return unclear(fmt::format("state {}", transaction.trade_state));
  if (!transaction.is_paid()) return TradeNews{*state, std::nullopt};
  auto trade = TRY(paid(transaction, *state));
  return TradeNews{*state, std::move(trade)};
}

Result<TradeRefund> refund_news(const RefundNotice& notice) {
  const auto state = refund_answer(notice.refund_status);
  if (!state) return unclear(fmt::format("state {}", notice.refund_status));
  return TradeRefund{.trade_no = OutsideNumber(notice.out_trade_no),
                     .refund_no = OutsideNumber(notice.out_refund_no),
                     .refund_id = OutsideNumber(notice.refund_id),
                     .state = *state,
                     .amount = Money::fen(notice.amount.refund),
                     .at = notice.success_time ? parse_moment(*notice.success_time) : std::nullopt};
}

// What only we say of a refund is none of their words.
std::optional<RefundAnswer> refund_answer(std::string_view state) {
  const auto answer = named<RefundAnswer>(state);
  return answer == RefundAnswer::REFUSED ? std::nullopt : answer;
}

}  // namespace fettle::wechat_pay
