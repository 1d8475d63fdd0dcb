#include "adapters/wechat_pay/failures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/utf8.hpp"
#include "schemas/codec/foreign.hpp"
#include "schemas/declare.hpp"

namespace fettle::wechat_pay {

struct Complaint {
  std::string code;
  std::optional<std::string> message;
};
FETTLE_STRUCT(Complaint, (code, message))

namespace {

using Kind = ErrandFailure::Kind;
constexpr std::size_t detail_bytes_max = 300;

struct Known {
  std::string_view theirs;  // without underscores: both spellings are in use
  std::string_view ours;
  Kind kind = Kind::refused;
};
constexpr std::array known{
    Known{"SIGNERROR", "wechat_pay_sign_error"},
    Known{"NOAUTH", "wechat_pay_no_authority"},
    Known{"PARAMERROR", "wechat_pay_parameter_error"},
    Known{"INVALIDREQUEST", "wechat_pay_invalid_request"},
    Known{"ORDERCLOSED", "wechat_pay_order_closed"},
    Known{"ORDERPAID", "wechat_pay_order_paid"},
    Known{"OUTTRADENOUSED", "wechat_pay_order_number_used"},
    Known{"ORDERNOTEXIST", "wechat_pay_not_found"},
    Known{"RESOURCENOTEXISTS", "wechat_pay_not_found"},
    Known{"NOTENOUGH", "wechat_pay_not_enough"},
    Known{"USERACCOUNTABNORMAL", "wechat_pay_user_account_abnormal"},
    Known{"ACCOUNTERROR", "wechat_pay_account_error"},
    Known{"MCHNOTEXISTS", "wechat_pay_merchant_unknown"},
    Known{"APPIDMCHIDNOTMATCH", "wechat_pay_app_mismatch"},
    Known{"OPENIDMISMATCH", "wechat_pay_openid_mismatch"},
    Known{"TRADEERROR", "wechat_pay_trade_error"},
    Known{"RULELIMIT", "wechat_pay_rule_limit"},
    Known{"NOSTATEMENTEXIST", "wechat_pay_no_statement"},
    Known{"STATEMENTCREATING", "wechat_pay_statement_pending", Kind::retry},
    Known{"USERPAYING", "wechat_pay_user_paying", Kind::retry},
    Known{"FREQUENCYLIMITED", "wechat_pay_rate_limited", Kind::retry},
    Known{"FREQUENCYLIMITEXCEED", "wechat_pay_rate_limited", Kind::retry},
    Known{"RATELIMITEXCEEDED", "wechat_pay_rate_limited", Kind::retry},
    Known{"SYSTEMERROR", "wechat_pay_system_error", Kind::away},
    Known{"BANKERROR", "wechat_pay_system_error", Kind::retry},
};

Known by_status(unsigned status) {
  if (status == 401) return {{}, "wechat_pay_sign_error", Kind::refused};
  if (status == 403) return {{}, "wechat_pay_no_authority", Kind::refused};
  if (status == 429) return {{}, "wechat_pay_rate_limited", Kind::retry};
  if (status >= 500) return {{}, "wechat_pay_system_error", Kind::away};
  return {{}, "wechat_pay_refused", Kind::refused};
}

Known classified(std::string code, unsigned status) {
  std::erase(code, '_');
  const auto found = std::ranges::find(known, code, &Known::theirs);
  return found == known.end() ? by_status(status) : *found;
}

}  // namespace

ErrandFailure failure_of(const IncomingReply& reply) {
  const auto complaint = json::read_foreign<Complaint>(reply.body);
  if (!complaint) {
    auto detail = fmt::format("status {}: {}", reply.status, complaint.error().detail);
    return reply.status >= 500 ? reply_of_another(std::move(detail))
                               : unreadable_reply(std::move(detail));
  }
  const auto kind = classified(complaint->code, reply.status);
  const auto detail = fmt::format("status {} {}: {}", reply.status, complaint->code,
                                  complaint->message.value_or(""));
  return {kind.kind, std::string(kind.ours), std::string(utf8_front(detail, detail_bytes_max))};
}

ErrandFailure failure_by_status(unsigned status) {
  const auto kind = by_status(status);
  return {kind.kind, std::string(kind.ours), fmt::format("status {}, not signed", status)};
}

ErrandFailure unreadable_reply(std::string detail) {
  return {Kind::retry, "wechat_pay_reply_unreadable", std::move(detail)};
}

ErrandFailure reply_of_another(std::string detail) {
  return {Kind::away, "wechat_pay_reply_unreadable", std::move(detail)};
}

}  // namespace fettle::wechat_pay
