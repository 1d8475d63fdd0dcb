// Commands that pay a work order: only the confirmed version, only its total, and later what is
// asked for beside it.
#pragma once

#include <optional>

#include "core/money.hpp"
#include "schemas/job/order_commands.hpp"

namespace fettle {

struct StartPayment {
  struct Answer {
    PaymentId payment;
    Money amount;
    std::int64_t quote_version;
    std::optional<std::string> method;  // wechat: the parameters follow; absent: at the desk
  };
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
};
FETTLE_STRUCT(StartPayment::Answer, (payment, amount, quote_version, method))
FETTLE_COMMAND(StartPayment, "The customer begins to pay; an open attempt is answered again.",
               (.aggregate = "job", .routes = {{"POST", "/mp/work-orders/{work_order}/payments"}},
                .roles = {role::customer}, .key = KeyPolicy::required,
                .awaits = {"PaymentPrepared", "payment"}),
               (work_order, quote_version))

struct RecordPayment {
  struct Answer {
    std::string state;
    PaymentId payment;
  };
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
  Money amount;
  std::optional<Text<1, 500>> note;
};
FETTLE_STRUCT(RecordPayment::Answer, (state, payment))
FETTLE_COMMAND(RecordPayment, "Records that the customer paid in cash.",
               (.aggregate = "job",
                .routes = {{"POST", "/admin/work-orders/{work_order}/record-payment"}},
                .roles = {role::front_desk, role::manager, role::finance}),
               (work_order, quote_version, amount, note))

struct AskSupplement {
  struct Answer {
    std::string state;
    std::int64_t quote_version;
    Money total;
  };
  JobId work_order;
  Money amount;
  Text<1, 500> reason;
};
FETTLE_STRUCT(AskSupplement::Answer, (state, quote_version, total))
FETTLE_COMMAND(AskSupplement, "Asks the owner of a paid order for a difference (补差价).",
               (.aggregate = "job",
                .routes = {{"POST", "/admin/work-orders/{work_order}/supplements"}},
                .roles = {role::manager, role::finance}),
               (work_order, amount, reason))

struct WithdrawSupplement {
  using Answer = AskSupplement::Answer;
  JobId work_order;
  Text<1, 500> reason;
};
FETTLE_COMMAND(WithdrawSupplement, "Takes back a difference that is not paid yet.",
               (.aggregate = "job",
                .routes = {{"POST", "/admin/work-orders/{work_order}/withdraw-supplement"}},
                .roles = {role::manager, role::finance}),
               (work_order, reason))

}  // namespace fettle
