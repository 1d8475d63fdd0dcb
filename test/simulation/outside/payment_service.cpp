#include <variant>

#include "schemas/errand/result.hpp"
#include "schemas/event_as.hpp"
#include "schemas/payment/commands.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_commands.hpp"
#include "schemas/payment/refund_events.hpp"
#include "test/simulation/outside/calls.hpp"
#include "test/simulation/outside/connectors.hpp"

namespace fettle::sim {
namespace {

using namespace std::chrono_literals;

const auto nothing = Money::fen(0);

// What an errand is about.
struct About {
  PaymentId payment{"-"};
  std::optional<RefundId> refund;
  Money amount = Money::fen(0);
};

class PaymentService final : public Connector {
 public:
  PaymentService(Stage stage, Process& process, PaymentBooks& books)
      : stage_(stage), process_(process), books_(books) {}

  std::string_view name() const override { return "wechat_pay"; }
  bool serves(const TenantId&) const override { return true; }
  bool leaves_unclear(std::string_view code) const override { return code == "reply_missing"; }

  bool wants(std::string_view type) const override {
    for (const auto* wanted :
         {"PaymentStarted", "PrepayIssued", "PaymentAwaited", "PaymentSucceeded", "PaymentFailed",
          "PaymentCloseAsked", "RefundAsked", "RefundAwaited", "RefundSucceeded", "RefundFailed"}) {
      if (type == wanted) return true;
    }
    return false;
  }
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override {
    const PaymentId id{std::string(envelope.id)};
    if (const auto* e = event_as<PaymentStarted>(event); e && e->method == "wechat") {
      return opens("prepay", id, {}, e->amount, {});
    }
    if (event_as<PrepayIssued>(event) || event_as<PaymentAwaited>(event)) {
      return opens("ask_payment", id, {}, nothing, envelope.time + 30s);
    }
    if (event_as<PaymentCloseAsked>(event)) return opens("close_order", id, {}, nothing, {});
    if (event_as<PaymentSucceeded>(event) || event_as<PaymentFailed>(event)) {
      return {{}, NeedlessErrand{"ask_payment", subject_of(id, {})}};
    }
    if (const auto* e = event_as<RefundAsked>(event); e && e->method == "wechat") {
      return opens("refund", id, e->refund, e->amount, {});
    }
    return {};
  }

  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override {
    std::vector<ErrandOutcome> outcomes;
    for (const auto& errand : errands) {
      const auto& about = *static_cast<const About*>(errand.details.get());
      outcomes.push_back(call(stage_, process_, [&] { return answer(errand, about); }));
    }
    return outcomes;
  }

 private:
  static std::string subject_of(const PaymentId& payment, const std::optional<RefundId>& refund) {
    return refund ? "refund/" + refund->text() : "payment/" + payment.text();
  }
  static ErrandChange opens(std::string_view action, const PaymentId& payment,
                            std::optional<RefundId> refund, Money amount,
                            std::optional<Moment> due) {
    auto subject = subject_of(payment, refund);
    return {
        OpenedErrand{std::string(action), std::move(subject),
                     std::make_shared<const About>(About{payment, std::move(refund), amount}), due},
        {}};
  }

  ErrandOutcome answer(const DueErrand& errand, const About& about) {
    if (errand.action == "prepay") return prepay(errand, about);
    if (errand.action == "refund") return refund(errand, about);
    auto& trade = books_.trades[of_tenant(errand.tenant, about.payment.text())];
    if (errand.action == "close_order" && !trade.paid) {
      trade.closed = true;
      return result_of(RecordClosed{about.payment, ErrandId(errand.id)});
    }
    return state(errand, about, trade);
  }
  ErrandOutcome prepay(const DueErrand& errand, const About& about) {
    auto& trade = books_.trades[of_tenant(errand.tenant, about.payment.text())];
    if (trade.paid || trade.closed) return state(errand, about, trade);
    trade.tenant = errand.tenant;
    trade.payment = about.payment;
    trade.amount = about.amount;
    return result_of(RecordPrepay{about.payment, ErrandId(errand.id), OutsideNumber("wxapp"),
                                  Text<1, 128>("prepaid"), Text<1, 20>("1795000000"),
                                  Text<1, 64>("nonce"), Text<1, 1000>("c2ln")});
  }
  ErrandOutcome state(const DueErrand& errand, const About& about,
                      const PaymentBooks::Trade& trade) {
    const auto said = trade.paid     ? TradeState::SUCCESS
                      : trade.closed ? TradeState::CLOSED
                                     : TradeState::NOTPAY;
    std::optional<Trade> paid;
    if (trade.paid) paid = paid_trade(trade, stage_.schedule.now());
    return result_of(RecordPaymentQuery{about.payment, ErrandId(errand.id), said, std::move(paid)});
  }
  ErrandOutcome refund(const DueErrand& errand, const About& about) {
    books_.refunds.try_emplace(of_tenant(errand.tenant, about.refund->text()),
                               PaymentBooks::GivenBack{about.payment, about.amount});
    return result_of(RecordRefund{.payment = about.payment,
                                  .refund = *about.refund,
                                  .errand = ErrandId(errand.id),
                                  .state = RefundAnswer::SUCCESS,
                                  .refund_id = OutsideNumber("5" + about.refund->text()),
                                  .amount = about.amount,
                                  .at = stage_.schedule.now(),
                                  .code = {}});
  }

  Stage stage_;
  Process& process_;
  PaymentBooks& books_;
};

}  // namespace

Trade paid_trade(const PaymentBooks::Trade& trade, Moment now) {
  return {.trade_no = OutsideNumber(trade.payment.text()),
          .transaction_id = OutsideNumber("42" + trade.payment.text()),
          .state = TradeState::SUCCESS,
          .amount = trade.amount,
          .paid_at = now,
          .app_id = std::nullopt,
          .merchant = std::nullopt};
}

std::unique_ptr<Connector> payment_connector(Stage stage, Process& process, PaymentBooks& books) {
  return std::make_unique<PaymentService>(stage, process, books);
}

}  // namespace fettle::sim
