// Commands that keep what a payment service told us, and let it take effect in the same commit.
#pragma once

#include <optional>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"
#include "schemas/payment/outside.hpp"

namespace fettle {

// What became of the signature. PROBE: the service tests whether we look at it. UNREADABLE: the
// signature is good, what it signs cannot be decrypted or is not what was agreed.
enum class CallbackVerdict {
  OK,
  BAD_SIGNATURE,
  STALE,
  PROBE,
  UNKNOWN_KEY,
  MALFORMED,
  UNREADABLE,
  WRONG_MERCHANT
};
FETTLE_ENUM(CallbackVerdict, OK, BAD_SIGNATURE, STALE, PROBE, UNKNOWN_KEY, MALFORMED, UNREADABLE,
            WRONG_MERCHANT)

// What became of its content.
enum class CallbackOutcome {
  APPLIED,
  DUPLICATE,
  UNKNOWN_PAYMENT,
  AMOUNT_DIFFERS,
  LATE,
  NOT_VERIFIED,
  IGNORED
};
FETTLE_ENUM(CallbackOutcome, APPLIED, DUPLICATE, UNKNOWN_PAYMENT, AMOUNT_DIFFERS, LATE,
            NOT_VERIFIED, IGNORED)

// BASE64 when the bytes are no UTF-8 or hold control characters.
enum class RawEncoding { TEXT, BASE64 };
FETTLE_ENUM(RawEncoding, TEXT, BASE64)

struct CallbackHeader {
  Text<1, 100> name;
  Text<0, 2000> value;
};
FETTLE_STRUCT(CallbackHeader, (name, value))

struct RecordCallback {
  struct Answer {
    CallbackOutcome outcome;
  };
  InboundId provider;
  std::optional<Text<1, 128>> notification;
  CallbackVerdict verdict;
  RawEncoding encoding;
  Text<0, 100'000> raw;
  List<CallbackHeader, 0, 50> headers;
  std::optional<Trade> trade;         // of a verified notice of a payment
  std::optional<TradeRefund> refund;  // of a verified notice of a refund
};
FETTLE_STRUCT(RecordCallback::Answer, (outcome))
FETTLE_COMMAND(RecordCallback, "Keeps a callback and lets it take effect; the face's own.",
               (.aggregate = "inbound"),
               (provider, notification, verdict, encoding, raw, headers, trade, refund))

struct CountCallbacks {
  InboundId provider;
  Text<1, 64> reason;
  Whole<1, 1'000'000'000> count;
};
FETTLE_COMMAND(CountCallbacks, "One record for callbacks beyond the limit; the face's own.",
               (.aggregate = "inbound"), (provider, reason, count))

}  // namespace fettle
