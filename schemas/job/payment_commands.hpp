// Commands that pay a work order: only the confirmed version, only its total.
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
  };
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
};
FETTLE_STRUCT(StartPayment::Answer, (payment, amount, quote_version))
FETTLE_COMMAND(StartPayment, "The customer begins to pay; an open attempt is answered again.",
               (.aggregate = "job", .routes = {{"POST", "/mp/work-orders/{work_order}/payments"}},
                .roles = {role::customer}, .key = KeyPolicy::required),
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

}  // namespace fettle
