#include "adapters/wechat/failures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

namespace fettle::wechat {
namespace {

using Kind = ErrandFailure::Kind;
constexpr std::size_t detail_bytes_max = 300;
constexpr std::string_view token_code = "wechat_token_invalid";
constexpr std::string_view unreadable_code = "wechat_reply_unreadable";

struct Known {
  std::int64_t errcode;
  std::string_view ours;
  Kind kind = Kind::refused;
};
constexpr std::array known{
    Known{-1, "wechat_busy", Kind::retry},
    Known{40001, token_code, Kind::retry},
    Known{40014, token_code, Kind::retry},
    Known{42001, token_code, Kind::retry},
    Known{40002, "wechat_settings_wrong"},  // grant_type
    Known{40013, "wechat_settings_wrong"},  // appid
    Known{41002, "wechat_settings_wrong"},
    Known{41004, "wechat_settings_wrong"},  // secret
    Known{40125, "wechat_settings_wrong"},
    Known{40164, "wechat_address_not_allowed"},  // ours is not on their list
    Known{40003, "wechat_openid_wrong"},
    Known{40029, "wechat_code_invalid"},
    Known{40163, "wechat_code_used"},
    Known{40226, "wechat_user_blocked"},
    Known{40037, "wechat_template_wrong"},
    Known{41030, "wechat_page_wrong"},
    Known{43101, "wechat_subscription_used_up"},  // or refused: one accept is one message
    Known{43107, "wechat_subscription_blocked"},
    Known{47003, "wechat_message_wrong"},
    Known{45009, "wechat_quota_used_up", Kind::retry},
    Known{45011, "wechat_rate_limited", Kind::retry},
};

}  // namespace

ErrandFailure failure_of(std::int64_t errcode, std::string_view errmsg) {
  const auto detail = fmt::format("errcode {}: {}", errcode, errmsg);
  std::string cut(utf8_front(detail, detail_bytes_max));
  const auto found = std::ranges::find(known, errcode, &Known::errcode);
  if (found == known.end()) return {Kind::refused, "wechat_refused", std::move(cut)};
  return {found->kind, std::string(found->ours), std::move(cut)};
}

ErrandFailure unreadable_reply(std::string detail) {
  return {Kind::retry, std::string(unreadable_code), std::move(detail)};
}

bool may_be_done(const ErrandFailure& failure) {
  return failure.code == "reply_missing" || failure.code == "reply_too_large" ||
         failure.code == unreadable_code;
}

ErrandFailure outcome_unknown(const ErrandFailure& failure) {
  return {Kind::refused, "outcome_unknown", fmt::format("{}: {}", failure.code, failure.detail)};
}

ErrandFailure reply_of_another(std::string detail) {
  return {Kind::away, "wechat_reply_unreadable", std::move(detail)};
}

bool is_about_the_token(const ErrandFailure& failure) { return failure.code == token_code; }

}  // namespace fettle::wechat
