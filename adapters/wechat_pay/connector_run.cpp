// Errands of payments, run: the call, and the command that records what came of it.
#include <algorithm>
#include <array>

#include "adapters/wechat_pay/connector.hpp"
#include "adapters/wechat_pay/errands.hpp"
#include "adapters/wechat_pay/trade_facts.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/payment/commands.hpp"

namespace fettle::wechat_pay {
namespace {

using Kind = ErrandFailure::Kind;

// Our account is not set up as WeChat Pay wants it: a person must act, and then it may be repeated.
bool is_of_our_setup(const ErrandFailure& failure) {
  constexpr std::array codes{"wechat_pay_sign_error", "wechat_pay_no_authority",
                             "wechat_pay_merchant_unknown", "wechat_pay_app_mismatch"};
  return std::ranges::find(codes, failure.code) != codes.end();
}

// A refusal of this payment alone. A reply that we could not take in is none.
bool is_final(const ErrandFailure& failure) {
  return failure.kind == Kind::refused && failure.code != "reply_too_large" &&
         !is_of_our_setup(failure);
}

// That a question is refused says nothing of what it is about: it is asked again, then by a person.
ErrandFailure unanswered(ErrandFailure failure) {
  if (is_final(failure)) failure.kind = Kind::retry;
  return failure;
}

class Runner {
 public:
  Runner(Client& client, const DueErrand& errand, const PaymentErrand& asked)
      : client_(client),
        errand_(errand.id),
        repeated_(errand.tries > 0 || errand.unclear),
        asked_(asked) {}

  ErrandOutcome operator()(const Prepay& prepay) {
    if (prepay.order.openid.empty()) return refused("payer_erased");
    const auto id = client_.prepay(prepay.order);
    if (!id && id.error().code == "wechat_pay_order_paid") {
      return (*this)(AskPayment{prepay.order.out_trade_no});
    }
    if (!id && is_final(id.error())) return refused(id.error().code);
    if (!id) return id.error();
    const auto parameters = client_.parameters(*id);
    return result_of(RecordPrepay{.payment = asked_.payment,
                                  .errand = errand_,
                                  .app_id = OutsideNumber(parameters.app_id),
                                  .prepay_id = Text<1, 128>(*id),
                                  .time_stamp = Text<1, 20>(parameters.time_stamp),
                                  .nonce = Text<1, 64>(parameters.nonce),
                                  .signature = Text<1, 1000>(parameters.pay_sign)});
  }

  ErrandOutcome operator()(const AskPayment& ask) {
    const auto found = client_.query(ask.trade_no);
    if (!found && found.error().code == "wechat_pay_not_found") {
      return told(TradeState::NOT_FOUND, std::nullopt);
    }
    if (!found) return found.error();
    auto news = trade_news(*found);
    if (!news) return unreadable_reply(news.error().detail);
    return told(news->state, std::move(news->trade));
  }

  // Somebody may have paid just before.
  ErrandOutcome operator()(const CloseOrder& close) {
    const auto closed = client_.close(close.trade_no);
    if (!closed && closed.error().code == "wechat_pay_order_paid") {
      return (*this)(AskPayment{close.trade_no});
    }
    const bool gone = !closed && (closed.error().code == "wechat_pay_not_found" ||
                                  closed.error().code == "wechat_pay_order_closed");
    if (!closed && !gone) return closed.error();
    return result_of(RecordClosed{asked_.payment, errand_});
  }

  ErrandOutcome operator()(const GiveBack& back) {
    const auto answered = client_.refund(back.order);
    if (answered) return told(back.refund, *answered);
    if (!is_final(answered.error())) return answered.error();
    if (repeated_) return refused_repeat(back.refund, answered.error().code);
    return refused_refund(back.refund, answered.error().code);
  }

  ErrandOutcome operator()(const AskRefund& ask) {
    const auto answered = client_.query_refund(ask.refund.text());
    if (!answered) return unanswered(answered.error());
    return told(ask.refund, *answered);
  }

 private:
  ErrandOutcome refused(const std::string& code) const {
    return result_of(RecordPrepayRefused{asked_.payment, errand_, Text<1, 64>(code)});
  }
  ErrandOutcome told(TradeState state, std::optional<Trade> trade) const {
    return result_of(RecordPaymentQuery{asked_.payment, errand_, state, std::move(trade)});
  }
  // An earlier call whose reply was lost may have made it: only what is not there has failed.
  ErrandOutcome refused_repeat(const RefundId& refund, const std::string& code) {
    const auto there = client_.query_refund(refund.text());
    if (there) return told(refund, *there);
    if (there.error().code != "wechat_pay_not_found") return unanswered(there.error());
    return refused_refund(refund, code);
  }
  RecordRefund record_of(const RefundId& refund, RefundAnswer state) const {
    return {.payment = asked_.payment,
            .refund = refund,
            .errand = errand_,
            .state = state,
            .refund_id = {},
            .amount = {},
            .at = {},
            .code = {}};
  }
  ErrandOutcome refused_refund(const RefundId& refund, const std::string& code) const {
    auto record = record_of(refund, RefundAnswer::REFUSED);
    record.code = Text<1, 64>(code);
    return result_of(std::move(record));
  }
  ErrandOutcome told(const RefundId& refund, const Refund& answer) const {
    const auto state = refund_answer(answer.status);
    if (!state) return unreadable_reply("a state of a refund that is not known");
    auto record = record_of(refund, *state);
    record.refund_id = OutsideNumber(answer.refund_id);
    record.amount = Money::fen(answer.amount.refund);
    if (answer.success_time) record.at = parse_moment(*answer.success_time);
    return result_of(std::move(record));
  }

  Client& client_;
  const ErrandId errand_;
  const bool repeated_;
  const PaymentErrand& asked_;
};

}  // namespace

std::vector<ErrandOutcome> PayConnector::run(std::span<const DueErrand> errands) {
  std::vector<ErrandOutcome> outcomes;
  for (const auto& errand : errands) {
    auto& client = merchants_.find(errand.tenant.text())->second->client();
    const auto& asked = *static_cast<const PaymentErrand*>(errand.details.get());
    outcomes.push_back(std::visit(Runner(client, errand, asked), asked.what));
  }
  return outcomes;
}

}  // namespace fettle::wechat_pay
