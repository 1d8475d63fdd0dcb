// The ledger of what payment services told us, word for word.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct KeptHeader {
  std::string name;
  std::string value;
};
FETTLE_STRUCT(KeptHeader, (name, value))

struct CallbackReceived {
  std::optional<std::string> notification;  // the sender's id of it
  std::string verdict;                      // see CallbackVerdict
  std::string outcome;                      // see CallbackOutcome
  std::string encoding;                     // of raw: TEXT, BASE64
  std::string raw;
  std::vector<KeptHeader> headers;
  std::optional<PaymentId> payment;
  std::optional<RefundId> refund;
  std::optional<JobId> job;
  std::optional<StoreId> store;
  std::optional<std::string> transaction_id;
};
FETTLE_EVENT(CallbackReceived, 1, "A payment service called back; kept whatever came of it.",
             (notification, verdict, outcome, encoding, raw, headers, payment, refund, job, store,
              transaction_id))

struct CallbacksCounted {
  std::string reason;
  std::int64_t count;
};
FETTLE_EVENT(CallbacksCounted, 1, "So many callbacks more were turned away within a minute.",
             (reason, count))

}  // namespace fettle
