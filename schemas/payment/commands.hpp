// Commands on one attempt to pay. The connector of the payment service sends them; each names the
// errand that it ends.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/payment/outside.hpp"
#include "schemas/payment/refund_commands.hpp"

namespace fettle {

struct RecordPrepay {
  PaymentId payment;
  ErrandId errand;
  OutsideNumber app_id;
  Text<1, 128> prepay_id;
  Text<1, 20> time_stamp;
  Text<1, 64> nonce;
  Text<1, 1000> signature;
};
FETTLE_COMMAND(RecordPrepay, "Keeps what the client needs to ask the payer; the connector's.",
               (.aggregate = "payment"),
               (payment, errand, app_id, prepay_id, time_stamp, nonce, signature))

struct RecordPrepayRefused {
  PaymentId payment;
  ErrandId errand;
  Text<1, 64> code;
};
FETTLE_COMMAND(RecordPrepayRefused, "The payment service took no order; the connector's.",
               (.aggregate = "payment"), (payment, errand, code))

// What the WeChat client is given to ask the payer; its names, so that it can be handed on whole.
struct ClientParameters {
  std::string timeStamp;
  std::string nonceStr;
  std::string package;
  std::string signType;
  std::string paySign;
};
FETTLE_STRUCT(ClientParameters, (timeStamp, nonceStr, package, signType, paySign))

// Changes nothing: 202 until the client's parameters are there, then always the same 200.
struct PaymentPrepared {
  struct Answer {
    std::optional<ClientParameters> parameters;
  };
  PaymentId payment;
};
FETTLE_STRUCT(PaymentPrepared::Answer, (parameters))
FETTLE_COMMAND(PaymentPrepared, "Asks what StartPayment waits for; the engine's own.",
               (.aggregate = "payment"), (payment))

struct RecordPaymentQuery {
  PaymentId payment;
  ErrandId errand;
  TradeState state;
  std::optional<Trade> trade;  // with SUCCESS and REFUND
};
FETTLE_COMMAND(RecordPaymentQuery, "The payment service was asked for a payment; the connector's.",
               (.aggregate = "payment"), (payment, errand, state, trade))

struct RecordClosed {
  PaymentId payment;
  ErrandId errand;
};
FETTLE_COMMAND(RecordClosed, "The payment service closed an ended attempt; the connector's.",
               (.aggregate = "payment"), (payment, errand))

}  // namespace fettle
