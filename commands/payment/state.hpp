// What a decision must know of one attempt to pay, and of the money that went back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_events.hpp"

namespace fettle {

// QUESTIONED: money came that pays no order.
enum class PaymentStanding { STARTED, SUCCEEDED, FAILED, QUESTIONED };
FETTLE_ENUM(PaymentStanding, STARTED, SUCCEEDED, FAILED, QUESTIONED)

enum class RefundStanding { ASKED, STUCK, SUCCEEDED, FAILED };
FETTLE_ENUM(RefundStanding, ASKED, STUCK, SUCCEEDED, FAILED)

// What the client was given to ask the payer.
struct Prepay {
  std::string app_id, prepay_id, time_stamp, nonce, signature;
  Moment valid_until;
};
FETTLE_STRUCT(Prepay, (app_id, prepay_id, time_stamp, nonce, signature, valid_until))

// Money that came. Without a transaction it was cash.
struct Received {
  Money amount;
  std::optional<std::string> transaction_id;
  std::optional<Moment> at;
};
FETTLE_STRUCT(Received, (amount, transaction_id, at))

struct RefundState {
  RefundId id;
  Money amount;
  RefundStanding standing;
  ErrandId errand;       // by which the service is asked now
  std::int64_t answers;  // of the service, that it is still at it
  std::optional<Moment> at;
  std::optional<Moment> asked_at;
  std::optional<std::string> method;  // of one that succeeded: cash, wechat, by_hand
};
FETTLE_STRUCT(RefundState, (id, amount, standing, errand, answers, at, asked_at, method))

struct PaymentParties {
  JobId job;
  CustomerId customer;
  StoreId store;
};
FETTLE_STRUCT(PaymentParties, (job, customer, store))

struct PaymentState {
  std::optional<PaymentParties> parties;  // of every payment that was started
  std::optional<Money> amount;
  std::int64_t quote_version = 0;
  PaymentStanding standing = PaymentStanding::STARTED;
  std::optional<std::string> trade_no;  // of one that a payment service takes
  bool supplement = false;
  std::optional<Prepay> prepay;
  std::int64_t answers = 0;  // of the service, that there is no money yet
  std::optional<Received> received;
  std::vector<RefundState> refunds;
};
FETTLE_STRUCT(PaymentState, (parties, amount, quote_version, standing, trade_no, supplement, prepay,
                             answers, received, refunds))

struct Payment {
  static constexpr std::string_view type = "payment";
  static constexpr std::string_view shape = "3";
  using Key = PaymentId;
  using State = PaymentState;
  using Events =
      boost::mp11::mp_list<PaymentStarted, PrepayIssued, PaymentAwaited, PaymentSucceeded,
                           PaymentFailed, PaymentQuestioned, PaymentCloseAsked, PaymentClosed,
                           RefundAsked, RefundAwaited, RefundSucceeded, RefundFailed, RefundStuck>;
};

void evolve(PaymentState&, const PaymentStarted&);
void evolve(PaymentState&, const PrepayIssued&);
void evolve(PaymentState&, const PaymentAwaited&);
void evolve(PaymentState&, const PaymentSucceeded&);
void evolve(PaymentState&, const PaymentFailed&);
void evolve(PaymentState&, const PaymentQuestioned&);
void evolve(PaymentState&, const PaymentCloseAsked&);
void evolve(PaymentState&, const PaymentClosed&);
void evolve(PaymentState&, const RefundAsked&);
void evolve(PaymentState&, const RefundAwaited&);
void evolve(PaymentState&, const RefundSucceeded&);
void evolve(PaymentState&, const RefundFailed&);
void evolve(PaymentState&, const RefundStuck&);

}  // namespace fettle
